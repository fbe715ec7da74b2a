/** All that a grant in the matrix says, in the fields of a grant. It changes the cell; saved it is with everything else. */
import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayOf, lastDayOf } from "#domain/time-zones.ts";
import type { Held } from "#web/ui/matrix/marks.ts";
import { useCompanyZone } from "#web/workspace/companies/use-company-zone.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { instantsOf } from "./grant-days.ts";
import { type Details, detailsIn, detailsText } from "./grant-details.ts";
import { GrantFields, type GrantValues, isComplete } from "./grant-fields.tsx";

type Given = {
  title: string;
  projectId: string;
  companyId: string | null;
  held: Held;
  onSubmit: (held: Held) => void;
  onClose: () => void;
};

export function DetailsDialog({ title, projectId, companyId, held, onSubmit, onClose }: Given) {
  const { t } = useTranslation();
  const zone = useCompanyZone(companyId);
  const [entered, setEntered] = useState<Partial<GrantValues>>({});
  const before = detailsIn(held.more);
  const start = valuesOf(before, held.marks.includes("read"), zone);
  const values = { ...start, ...entered };
  const isBackwards = values.from !== "" && values.until !== "" && values.until < values.from;
  const submit = () => onSubmit({ marks: [values.readOnly ? "read" : "full"], more: detailsText({ ...before, ...changed(before, values, start, zone) }) });
  return (
    <FormDialog
      title={title}
      submitLabel={t("workspace.days.apply")}
      busy={false}
      disabled={!isComplete(values) || isBackwards}
      error={null}
      wide
      onSubmit={submit}
      onClose={onClose}
    >
      <GrantFields
        values={values}
        onChange={setEntered}
        projectId={projectId}
        frozen={before.tasks === "existing" && before.taskIds.length > 0 ? t("workspace.grant.coversExisting", { count: before.taskIds.length }) : undefined}
        errors={isBackwards ? { until: t("workspace.days.backwards") } : {}}
      />
      <Text size="sm" c="dimmed">
        {t("workspace.days.means", { zone })}
      </Text>
    </FormDialog>
  );
}

const valuesOf = ({ tasks, taskIds, scope, hours, from, until, seesSince }: Details, readOnly: boolean, zone: string): GrantValues => ({
  tasks,
  taskIds: [...taskIds],
  readOnly,
  scope,
  hours,
  from: from === null ? "" : dayOf(from, zone),
  until: until === null ? "" : lastDayOf(until, zone),
  seesSince: seesSince === null ? "" : dayOf(seesSince, zone),
});

function changed(before: Details, values: GrantValues, start: GrantValues, zone: string): Partial<Details> {
  const { tasks, scope, hours } = values;
  // A frozen list that is not touched stays as it is.
  const taskIds = tasks === "named" ? values.taskIds : tasks === before.tasks ? before.taskIds : [];
  return { tasks, scope, hours, taskIds, ...instantsOf(values, start, zone) };
}
