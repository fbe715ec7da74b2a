import type { OwnFieldView } from "#contract/own-field.ts";
import { fieldLabel } from "#domain/tickets/own-fields.ts";
import type { Language } from "#server/platform/i18n/translate.ts";
import type { OwnFieldRow } from "./queries.ts";

export const presentOwnField = ({ rank: _, options, ...row }: OwnFieldRow, language: Language): OwnFieldView => ({
  ...row,
  options: [...options],
  label: fieldLabel(row, language),
});
