/** One status: what it is called, and what it does. Offered is only what its type allows. */
import { Button, Select, Switch, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StatusView } from "#contract/master-data.ts";
import { changeStatus, createStatus, deleteStatus, listStatusUse } from "#contract/status.ts";
import { call } from "#web/client/call.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { NameField } from "#web/workspace/editing/name-fields.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import { StatusDoes, type StatusDraft } from "./status-does.tsx";
import { STATUS_TYPES } from "./status-types.ts";

const fresh: StatusDraft = {
  statusType: "open",
  isDefaultOfType: false,
  locks: false,
  commentRequired: false,
  assigns: false,
  verdict: null,
  closesToId: null,
};

export function StatusDialog({ status, all, onClose }: { status: StatusView | null; all: readonly StatusView[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(status?.name ?? "");
  const [labels, setLabels] = useState(status?.labels ?? {});
  const [does, setDoes] = useState<StatusDraft>(status ?? fresh);
  const [state, setState] = useState(status?.state ?? "active");
  const save = useAction(
    () => {
      const given = { name: name.trim(), labels: withoutEmpty(labels) };
      const { statusType, isDefaultOfType, locks, commentRequired, assigns, verdict, closesToId } = does;
      const flags = { locks, commentRequired, assigns, verdict, closesToId };
      if (status === null) return call(createStatus, { body: { ...given, ...flags, statusType } });
      const standing = isDefaultOfType && !status.isDefaultOfType ? { isDefaultOfType: true as const } : {};
      return call(changeStatus, { params: { id: status.id }, body: { version: status.version, ...given, ...flags, ...standing, state } });
    },
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  return (
    <FormDialog
      title={t(status === null ? "workspace.status.new" : "workspace.status.edit")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === ""}
      error={save.error}
      known={["name"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} hint={t("workspace.status.nameMeans")} problem={save.error} />
      {(["en", "de"] as const).map((language) => (
        <TextInput
          key={language}
          label={t("workspace.status.labelIn", { language: LANGUAGE_NAMES[language] })}
          maxLength={200}
          placeholder={name}
          value={labels[language] ?? ""}
          onChange={(event) => setLabels({ ...labels, [language]: event.currentTarget.value })}
        />
      ))}
      {status === null && (
        <Select
          label={t("workspace.status.typeOf")}
          description={t(`workspace.status.typeMeans.${does.statusType}`)}
          data={STATUS_TYPES.map((type) => ({ value: type, label: t(`workspace.status.type.${type}`) }))}
          value={does.statusType}
          onChange={(type) => setDoes({ ...fresh, statusType: STATUS_TYPES.find((one) => one === type) ?? "open" })}
          allowDeselect={false}
        />
      )}
      <StatusDoes does={does} all={all.filter(({ id }) => id !== status?.id)} onChange={setDoes} />
      {status !== null && !status.isDefaultOfType && (
        <Switch
          label={t("workspace.status.makeDefault")}
          description={t("workspace.status.makeDefaultMeans")}
          checked={does.isDefaultOfType}
          onChange={(event) => setDoes({ ...does, isDefaultOfType: event.currentTarget.checked })}
        />
      )}
      {status !== null && (
        <StateField
          value={state}
          onChange={(value) => setState(value === "closed" ? "closed" : "active")}
          states={["active", "closed"]}
          hint={t("workspace.status.closedMeans")}
        />
      )}
      {status !== null && <Delete status={status} onClose={onClose} />}
    </FormDialog>
  );
}

const withoutEmpty = (labels: StatusView["labels"]) =>
  Object.fromEntries(Object.entries(labels).filter(([, text]) => text !== undefined && text.trim() !== ""));

/** Only while no ticket has it; otherwise it is closed. */
function Delete({ status, onClose }: { status: StatusView; onClose: () => void }) {
  const { t } = useTranslation();
  const use = useEndpoint(listStatusUse, {}, { staleMilliseconds: 60_000 });
  const remove = useAction(() => call(deleteStatus, { params: { id: status.id } }), { done: t("workspace.status.deleted"), after: onClose });
  if (use.data === undefined || use.data.items.some(({ id }) => id === status.id)) return null;
  return (
    <div>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {t("workspace.status.delete")}
      </Button>
    </div>
  );
}
