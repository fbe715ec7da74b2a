/** What a grant covers and lets do, for giving and for changing one. */
import { Checkbox, Radio, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GrantInput } from "#contract/grant.ts";
import { WORKED_HOURS, type WorkedHours } from "#domain/settings/catalogue.ts";
import { errorOf, type FieldTexts } from "#web/ui/form-errors.tsx";
import { TaskChoice } from "./task-choice.tsx";

export type GrantValues = {
  tasks: "all" | "existing" | "named";
  taskIds: string[];
  readOnly: boolean;
  scope: NonNullable<GrantInput["scope"]>;
  hours: WorkedHours;
  /** Days; empty: none. */
  from: string;
  until: string;
  seesSince: string;
};
export const FRESH: GrantValues = { tasks: "all", taskIds: [], readOnly: false, scope: "gate", hours: "none", from: "", until: "", seesSince: "" };
export const isComplete = ({ tasks, taskIds }: GrantValues): boolean => tasks !== "named" || taskIds.length > 0;

const TASKS = ["all", "existing", "named"] as const;
const SCOPES = ["gate", "withoutContact", "wholeProject"] as const;
const DAYS = ["from", "until"] as const;

type Given = {
  values: GrantValues;
  onChange: (values: GrantValues) => void;
  /** Whose tasks can be named; null: of several projects none. */
  projectId: string | null;
  /** A frozen list is there already: choosing it again freezes it anew. */
  frozen?: string | undefined;
  errors: FieldTexts;
};

export function GrantFields({ values, onChange, projectId, frozen, errors }: Given) {
  const { t } = useTranslation();
  const day = (key: "from" | "until" | "seesSince") => ({
    type: "date",
    label: t(`workspace.membership.${key}`),
    value: values[key],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...values, [key]: event.currentTarget.value }),
    error: errorOf(errors, key),
  });
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Radio.Group
          label={t("workspace.grant.covers")}
          value={values.tasks}
          onChange={(value) => onChange({ ...values, tasks: TASKS.find((one) => one === value) ?? "all" })}
        >
          <Stack gap={8} mt={6}>
            {TASKS.map((tasks) => (
              <Radio
                key={tasks}
                value={tasks}
                data-autofocus={tasks === values.tasks || undefined}
                disabled={tasks === "named" && projectId === null}
                label={t(`workspace.grant.tasks.${tasks}`)}
                description={tasks === "existing" && frozen !== undefined ? frozen : t(`workspace.grant.tasks.${tasks}Means`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t("workspace.grant.scope")}
          value={values.scope}
          onChange={(value) => onChange({ ...values, scope: SCOPES.find((one) => one === value) ?? "gate" })}
        >
          <Stack gap={8} mt={6}>
            {SCOPES.map((scope) => (
              <Radio key={scope} value={scope} label={t(`workspace.grant.scope.${scope}`)} description={t(`workspace.grant.scope.${scope}Means`)} />
            ))}
          </Stack>
        </Radio.Group>
      </SimpleGrid>
      {values.tasks === "named" && projectId !== null && (
        <TaskChoice projectId={projectId} values={values.taskIds} onChange={(taskIds) => onChange({ ...values, taskIds })} error={errorOf(errors, "tasks")} />
      )}
      <Checkbox
        label={t("workspace.grant.readOnly")}
        description={t("workspace.grant.readOnlyMeans")}
        checked={values.readOnly}
        onChange={(event) => onChange({ ...values, readOnly: event.currentTarget.checked })}
      />
      <Select
        label={t("setting.view.hours.label")}
        description={t("workspace.grant.hoursMean")}
        data={WORKED_HOURS.map((value) => ({ value, label: t(`setting.view.hours.option.${value}`) }))}
        value={values.hours}
        onChange={(value) => onChange({ ...values, hours: WORKED_HOURS.find((one) => one === value) ?? "none" })}
        allowDeselect={false}
        maw={320}
      />
      <SimpleGrid cols={2}>
        {DAYS.map((key) => (
          <TextInput key={key} {...day(key)} />
        ))}
      </SimpleGrid>
      <TextInput {...day("seesSince")} description={t("workspace.grant.seesSinceHint")} />
    </>
  );
}
