/** A right on a group as the API gives it. */
import type { RightView } from "#contract/access.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import type { RightRow } from "./queries.ts";

export const rightView = (row: RightRow, translate: Translate): RightView => ({
  id: row.group_right_id,
  group: { id: row.group_id, name: row.group_name },
  subject: subjectOf(row),
  subjectName:
    row.everybody === null
      ? (row.company_name ?? row.contact_name ?? "")
      : translate(row.everybody === "contact" ? "right.everyContact" : "right.everyCompany"),
  rights: row.can_edit ? ["edit"] : [...(row.can_read ? (["read"] as const) : []), ...(row.can_create ? (["create"] as const) : [])],
  from: row.starts_at?.toISOString() ?? null,
  until: row.ends_at?.toISOString() ?? null,
  setBy: row.set_by !== null && row.set_by_name !== null ? { id: row.set_by, name: row.set_by_name } : null,
  since: row.valid_from.toISOString(),
});

function subjectOf(row: RightRow): RightView["subject"] {
  if (row.company_id !== null) return { companyId: row.company_id, context: row.context === "others" ? "others" : "own" };
  if (row.contact_id !== null) return { contactId: row.contact_id };
  return row.everybody === "contact" ? "everyContact" : "everyCompany";
}
