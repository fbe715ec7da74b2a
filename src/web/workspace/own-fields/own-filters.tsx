/** Filters of the list by own fields, each as its type asks; they stand in the address together. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OwnFieldView } from "#contract/own-field.ts";
import { type OwnCondition, ownConditions } from "#contract/ticket-fields.ts";
import { isChangeable } from "#domain/tickets/own-fields.ts";
import { useAddress } from "#web/client/address.ts";
import { FilterChip } from "#web/ui/filter-chips.tsx";
import type { RareFilter } from "#web/ui/more-filters.tsx";
import { TextChip } from "#web/ui/text-chip.tsx";
import { DaysChip } from "./days-chip.tsx";
import { useOwnFields } from "./use-own-fields.ts";

const read = (text: string | undefined): OwnCondition[] => ownConditions.safeParse(text).data ?? [];

export function useOwnFilters(): RareFilter[] {
  const [address, change] = useAddress();
  const fields = useOwnFields();
  const conditions = read(address.ownFields);
  const set = (key: string, condition: OwnCondition | null) => {
    const others = conditions.filter((one) => one.key !== key);
    const wanted = condition === null ? others : [...others, condition];
    change({ ownFields: wanted.length === 0 ? undefined : JSON.stringify(wanted) });
  };
  return fields.flatMap((field): RareFilter[] => {
    const condition = conditions.find(({ key }) => key === field.key);
    if (condition === undefined && (field.state === "closed" || !isChangeable(field))) return [];
    const chip = <OwnChip key={field.id} field={field} condition={condition} onChange={(wanted) => set(field.key, wanted)} />;
    return [{ key: `own:${field.key}`, title: field.label, isSet: condition !== undefined, chip }];
  });
}

/** As the list of values has a number: without a comma and without zeros that say nothing. */
function asStored(text: string): string {
  const number = Number(text.replace(",", "."));
  return Number.isNaN(number) ? text : String(number);
}

type Given = { field: OwnFieldView; condition: OwnCondition | undefined; onChange: (condition: OwnCondition | null) => void };

function OwnChip({ field, condition, onChange }: Given): ReactNode {
  const { t } = useTranslation();
  const { key, type, label, options } = field;
  const values = condition !== undefined && "is" in condition ? condition.is : [];
  const is = (wanted: string[]) => onChange(wanted.length === 0 ? null : { key, is: wanted });
  if (type === "choice" || type === "choices") {
    return <FilterChip label={label} values={values} choices={options.map(({ value, label: name }) => ({ value, label: name }))} onChange={is} />;
  }
  if (type === "boolean") {
    const choices = [
      { value: "true", label: t("ui.yes") },
      { value: "false", label: t("ui.no") },
    ];
    return <FilterChip label={label} single values={values} choices={choices} onChange={is} />;
  }
  if (type === "date" || type === "instant") {
    const days = condition !== undefined && !("is" in condition) && !("begins" in condition) ? condition : {};
    const set = (from: string | undefined, to: string | undefined) => onChange(from === undefined && to === undefined ? null : { key, from, to });
    return <DaysChip label={label} value={days} onChange={({ from, to }) => set(from, to)} />;
  }
  const begins = condition !== undefined && "begins" in condition ? condition.begins : (values[0] ?? "");
  const take = (text: string) => onChange(text === "" ? null : type === "number" ? { key, is: [asStored(text)] } : { key, begins: text });
  return (
    <TextChip
      label={label}
      hint={t(type === "number" ? "workspace.ownField.filter.is" : "workspace.ownField.filter.begins")}
      value={begins}
      longest={200}
      onChange={take}
    />
  );
}
