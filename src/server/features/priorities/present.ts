import type { z } from "zod";
import type { priorityView } from "#contract/master-data.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import type { PriorityRow } from "./queries.ts";

const labelOf = ({ name, labels }: Pick<PriorityRow, "name" | "labels">, language: Language): string => labels[language] || name;

export const presentPriority = (row: PriorityRow, language: Language): z.infer<typeof priorityView> => ({ ...row, label: labelOf(row, language) });
