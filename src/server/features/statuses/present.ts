import type { z } from "zod";
import type { StatusView } from "#contract/master-data.ts";
import type { TemplateOutcome, workflowView } from "#contract/status.ts";
import type { WorkflowMode } from "#domain/tickets/workflow.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import type { TemplateApplied } from "./apply-template.ts";
import type { StatusRow, StepRow } from "./queries.ts";

const labelOf = ({ name, labels }: Pick<StatusRow, "name" | "labels">, language: Language): string => labels[language] || name;

export const presentStatus = (row: StatusRow, language: Language): StatusView => ({ ...row, label: labelOf(row, language) });

export const presentWorkflow = (mode: WorkflowMode, version: number, steps: StepRow[]): z.infer<typeof workflowView> => ({ mode, version, steps });

export const presentTemplate = ({ statuses, ...rest }: TemplateApplied, language: Language): TemplateOutcome => ({
  statuses: statuses.map(({ outcome, id, row, before, after }) => ({ id, label: labelOf(row, language), outcome, before, after })),
  ...rest,
});
