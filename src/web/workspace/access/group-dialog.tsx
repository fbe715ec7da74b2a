import { Alert } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView } from "#contract/access.ts";
import { changeGroup, createGroup } from "#contract/master-data.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CommentField, NameField } from "#web/workspace/editing/name-fields.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import type { RecordStateName } from "#web/workspace/frame/record-state.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

export function GroupDialog({ group, onClose }: { group: GroupView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(group?.name ?? "");
  const [comment, setComment] = useState(group?.comment ?? "");
  const [state, setState] = useState<RecordStateName>(group?.state ?? "active");
  const save = useAction(
    () =>
      group === null
        ? call(createGroup, { body: { name: name.trim(), comment } })
        : call(changeGroup, {
            params: { id: group.id },
            body: { version: group.version, name: name.trim(), comment, ...(state === group.state ? {} : { state }) },
          }),
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  return (
    <FormDialog
      title={t(group === null ? "workspace.access.newGroup" : "workspace.access.editGroup")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === ""}
      error={save.error}
      known={["name", "comment"]}
      planned={group === null || state === group.state ? null : plannedCall(changeGroup, { params: { id: group.id }, body: { version: group.version, state } })}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} problem={save.error} />
      <CommentField value={comment} onChange={setComment} />
      {group !== null && <StateField value={state} onChange={setState} />}
      {group !== null && group.state === "active" && state !== "active" && (
        <Alert color="amber">{t("workspace.access.groupOffMeans", { count: group.queueCount })}</Alert>
      )}
    </FormDialog>
  );
}
