/** The agents who work in a project. */
import { MultiSelect, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MOST_MEMBERS, type ProjectView } from "#contract/project.ts";
import { listAgents } from "#contract/session.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useMay } from "#web/workspace/session/session.ts";

type Given = {
  members: ProjectView["members"];
  value: readonly string[];
  onChange: (ids: string[]) => void;
  disabled: boolean;
  error: ReactNode;
};

/** Those who are in it stay to be chosen when they are not active any more. */
export function MembersField({ members, value, onChange, disabled, error }: Given) {
  const { t } = useTranslation();
  const may = useMay();
  const mayChange = !disabled && may("agent:read");
  const agents = useAll(listAgents, { query: { state: "active" }, enabled: mayChange });
  if (!mayChange) {
    return (
      <div>
        <Text size="sm" fw={500}>
          {t("workspace.project.members")}
        </Text>
        <Text size="sm" {...(members.length === 0 ? { c: "dimmed" } : {})}>
          {members.length === 0 ? t("workspace.project.noMembers") : members.map(({ name }) => name).join(", ")}
        </Text>
      </div>
    );
  }
  const active = agents.data ?? [];
  const former = members.filter(({ id }) => !active.some((agent) => agent.id === id));
  return (
    <MultiSelect
      label={t("workspace.project.members")}
      description={t("workspace.project.membersHint")}
      placeholder={value.length === 0 ? t("workspace.project.noMembers") : ""}
      data={[...active, ...former].map(({ id, name }) => ({ value: id, label: name }))}
      value={[...value]}
      onChange={(ids) => onChange(inOrder(ids, members))}
      maxValues={MOST_MEMBERS}
      searchable
      clearable
      hidePickedOptions
      nothingFoundMessage={t("workspace.project.noSuchAgent")}
      error={error}
    />
  );
}

/** Those who were in it as they stood, so that one who comes back has not changed anything; then those who are new. */
function inOrder(ids: readonly string[], members: ProjectView["members"]): string[] {
  const known = members.map(({ id }) => id);
  return [...known.filter((id) => ids.includes(id)), ...ids.filter((id) => !known.includes(id))];
}
