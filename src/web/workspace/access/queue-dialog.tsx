import { Alert, Checkbox, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeQueue, createQueue, listGroups, type QueueView } from "#contract/master-data.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { NameField } from "#web/workspace/editing/name-fields.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import type { RecordStateName } from "#web/workspace/frame/record-state.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

const FOLLOW_UPS = ["possible", "reject", "newTicket"] as const;

export function QueueDialog({ queue, onClose }: { queue: QueueView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const groups = useAll(listGroups);
  const [name, setName] = useState(queue?.name ?? "");
  const [groupId, setGroupId] = useState<string | null>(queue?.group.id ?? null);
  const [confidential, setConfidential] = useState(queue?.confidential ?? false);
  const [followUp, setFollowUp] = useState<QueueView["followUp"]>(queue?.followUp ?? "possible");
  const [state, setState] = useState<RecordStateName>(queue?.state ?? "active");
  const save = useAction(
    () => {
      const fields = { name: name.trim(), groupId: groupId ?? "", confidential, followUp };
      return queue === null
        ? call(createQueue, { body: fields })
        : call(changeQueue, { params: { id: queue.id }, body: { version: queue.version, ...fields, ...(state === queue.state ? {} : { state }) } });
    },
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  const changesSight = queue !== null && (groupId !== queue.group.id || confidential !== queue.confidential);
  return (
    <FormDialog
      title={t(queue === null ? "workspace.access.newQueue" : "workspace.access.editQueue")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === "" || groupId === null}
      error={save.error}
      known={["name", "groupId"]}
      planned={
        changesSight && groupId !== null
          ? plannedCall(changeQueue, { params: { id: queue.id }, body: { version: queue.version, groupId, confidential } })
          : null
      }
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField hint={t("workspace.access.queueNameHint")} value={name} onChange={setName} problem={save.error} />
      <Select
        label={t("workspace.access.group")}
        description={t("workspace.access.queueGroupHint")}
        required
        searchable
        allowDeselect={false}
        data={(groups.data ?? []).map((group) => ({ value: group.id, label: group.name }))}
        value={groupId}
        onChange={setGroupId}
        error={errorOf(fieldErrors(save.error), "groupId")}
      />
      <Select
        label={t("workspace.access.followUp")}
        description={t("workspace.access.followUpHint")}
        allowDeselect={false}
        data={FOLLOW_UPS.map((value) => ({ value, label: t(`workspace.access.followUps.${value}`) }))}
        value={followUp}
        onChange={(value) => setFollowUp(FOLLOW_UPS.find((one) => one === value) ?? "possible")}
      />
      <Checkbox
        label={t("workspace.access.queueConfidential")}
        description={t("workspace.sight.confidential.means")}
        checked={confidential}
        onChange={(event) => setConfidential(event.currentTarget.checked)}
      />
      {queue !== null && <StateField value={state} onChange={setState} hint={t("workspace.access.queueStateHint")} />}
      {changesSight && <Alert color="amber">{t("workspace.access.queueMoveMeans")}</Alert>}
    </FormDialog>
  );
}
