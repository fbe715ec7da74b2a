import { Alert, Checkbox, Group, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeRole, createRole, type RoleView } from "#contract/master-data.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { NameField } from "#web/workspace/editing/name-fields.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { ROLE_VERBS } from "./verbs.ts";

const SCOPES = ["own", "company", "companyAndBelow"] as const;
const FURTHER = ["confidential", "createForSubsidiaries", "managesPeople", "desk", "assignableByManager"] as const;
/** Who sees what, and may do what with it. */
const DECIDING = ["scope", "verbs", "confidential", "createForSubsidiaries", "desk"] as const;

type Fields = Pick<RoleView, "name" | "scope" | "verbs" | (typeof FURTHER)[number]>;
const fresh: Fields = {
  name: "",
  scope: "own",
  verbs: ["read", "create", "reply"],
  confidential: false,
  createForSubsidiaries: false,
  managesPeople: false,
  desk: false,
  assignableByManager: true,
};

/** A role to change, to copy, or none to make a new one. */
export function RoleDialog({ role, copy, onClose }: { role: RoleView | null; copy: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [fields, setFields] = useState<Fields>(() => {
    if (role === null) return fresh;
    const { name, scope, verbs, confidential, createForSubsidiaries, managesPeople, desk, assignableByManager } = role;
    return {
      name: copy ? t("workspace.role.copyOf", { name }) : name,
      scope,
      verbs,
      confidential,
      createForSubsidiaries,
      managesPeople,
      desk,
      assignableByManager,
    };
  });
  const changed = role !== null && !copy ? role : null;
  const save = useAction(
    () => {
      const body = { ...fields, name: fields.name.trim() };
      return changed === null ? call(createRole, { body }) : call(changeRole, { params: { id: changed.id }, body: { version: changed.version, ...body } });
    },
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  const { scope, verbs, confidential, createForSubsidiaries, desk } = fields;
  const decides = DECIDING.some((key) => JSON.stringify(fields[key]) !== JSON.stringify(changed?.[key]));
  return (
    <FormDialog
      title={t(changed === null ? "workspace.role.new" : "workspace.role.edit")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={fields.name.trim() === ""}
      error={save.error}
      known={["name"]}
      planned={
        changed === null || !decides
          ? null
          : plannedCall(changeRole, { params: { id: changed.id }, body: { version: changed.version, scope, verbs, confidential, createForSubsidiaries, desk } })
      }
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField value={fields.name} onChange={(name) => setFields({ ...fields, name })} problem={save.error} />
      <Radio.Group
        label={t("workspace.effective.sees")}
        value={fields.scope}
        onChange={(value) => setFields({ ...fields, scope: SCOPES.find((one) => one === value) ?? "own" })}
      >
        <Stack gap={6} mt={6}>
          {SCOPES.map((scope) => (
            <Radio key={scope} value={scope} label={t(`workspace.role.scope.${scope}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        label={t("workspace.effective.may")}
        value={fields.verbs}
        onChange={(values) => setFields({ ...fields, verbs: ROLE_VERBS.filter((verb) => values.includes(verb)) })}
      >
        <Group gap="sm" mt={6}>
          {ROLE_VERBS.map((verb) => (
            <Checkbox key={verb} value={verb} label={t(`workspace.verb.${verb}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Stack gap={8}>
        {FURTHER.map((right) => (
          <Checkbox
            key={right}
            label={t(`workspace.role.${right}`)}
            description={t(`workspace.role.${right}Means`)}
            checked={fields[right]}
            onChange={(event) => setFields({ ...fields, [right]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
      {changed !== null && changed.membershipCount > 0 && <Alert color="amber">{t("workspace.role.editMeans", { count: changed.membershipCount })}</Alert>}
    </FormDialog>
  );
}
