/** Changes one grant. */
import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeGrants, type GrantChange, type GrantView } from "#contract/grant.ts";
import { dayOf, lastDayOf } from "#domain/time-zones.ts";
import { useCompanyZone } from "#web/workspace/companies/use-company-zone.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { instantsOf } from "./grant-days.ts";
import { GrantFields, type GrantValues, isComplete } from "./grant-fields.tsx";
import { coversText } from "./grant-words.ts";
import { useChangeGrant } from "./use-change-grants.ts";

export function GrantDialog({ grant, onClose }: { grant: GrantView; onClose: () => void }) {
  const { t } = useTranslation();
  const zone = useCompanyZone(grant.company?.id ?? null);
  const [entered, setEntered] = useState<Partial<GrantValues>>({});
  const [reason, setReason] = useState("");
  const stored = storedValues(grant, zone);
  const values = { ...stored, ...entered };
  const save = useChangeGrant(onClose);
  const change = changeOf(values, stored, zone);
  const submit = () => save.mutate({ before: grant, change, reason: reason.trim() });
  const planned =
    Object.keys(change).length > 0 && isComplete(values)
      ? plannedCall(changeGrants, { body: { changes: [{ grantId: grant.id, version: grant.version, grant: change }] } })
      : null;
  return (
    <FormDialog
      wide
      title={t("workspace.grant.editTitle", { contact: grant.contact.name, project: grant.project.name })}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={!isComplete(values)}
      error={save.error}
      planned={planned}
      known={["tasks", "from", "until", "seesSince"]}
      onSubmit={submit}
      onClose={onClose}
    >
      <GrantFields
        values={values}
        onChange={setEntered}
        projectId={grant.project.id}
        frozen={grant.tasks === "existing" ? coversText(grant, t) : undefined}
        errors={fieldErrors(save.error)}
      />
      <TextInput
        label={t("workspace.editing.reason")}
        description={t("workspace.editing.reasonHint")}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t("workspace.membership.means")}
      </Text>
    </FormDialog>
  );
}

function storedValues({ tasks, coveredTaskIds, readOnly, scope, hours, from, until, seesSince }: GrantView, zone: string): GrantValues {
  return {
    tasks: tasks === "all" || tasks === "existing" ? tasks : "named",
    taskIds: coveredTaskIds ?? [],
    readOnly,
    scope,
    hours,
    from: from === null ? "" : dayOf(from, zone),
    until: until === null ? "" : lastDayOf(until, zone),
    seesSince: seesSince === null ? "" : dayOf(seesSince, zone),
  };
}

/** Only what differs: a list of tasks that is not touched stays frozen as it is. */
function changeOf(values: GrantValues, stored: GrantValues, zone: string): GrantChange {
  const sameTasks = values.tasks === stored.tasks && (values.tasks !== "named" || JSON.stringify(values.taskIds) === JSON.stringify(stored.taskIds));
  return {
    ...(sameTasks ? {} : values.tasks === "named" ? { tasks: values.taskIds, coveredTaskIds: values.taskIds } : { tasks: values.tasks }),
    ...(values.readOnly === stored.readOnly ? {} : { readOnly: values.readOnly }),
    ...(values.scope === stored.scope ? {} : { scope: values.scope }),
    ...(values.hours === stored.hours ? {} : { hours: values.hours }),
    ...instantsOf(values, stored, zone),
  };
}
