import { Select } from "@mantine/core";
import { readOnly } from "#web/workspace/editing/read-only.ts";

const known = Intl.supportedValuesOf("timeZone");

/** Null: inherited; only where `inherited` says from what. */
export function TimeZoneSelect(given: {
  /** Absent: a label elsewhere names it by `id`. */
  label?: string;
  id?: string;
  description?: string;
  value: string | null;
  onChange: (timeZone: string | null) => void;
  inherited?: string;
  disabled?: boolean;
}) {
  const zones = given.value !== null && !known.includes(given.value) ? [given.value, ...known] : known;
  return (
    <Select
      {...(given.label === undefined ? {} : { label: given.label })}
      {...(given.id === undefined ? {} : { id: given.id })}
      {...(given.description === undefined ? {} : { description: given.description })}
      data={zones}
      value={given.value}
      onChange={given.onChange}
      searchable
      limit={50}
      allowDeselect={false}
      clearable={given.inherited !== undefined}
      placeholder={given.inherited ?? ""}
      {...readOnly(given.disabled ?? false)}
    />
  );
}
