/** Fields that an administrator added to tickets: which values they take, how a change of some of them is told. */

export const OWN_FIELD_TYPES = ["text", "number", "choice", "choices", "boolean", "date"] as const;
/** `instant` and `json` come from a take-over: they are read and not changed. */
export const KEPT_FIELD_TYPES = [...OWN_FIELD_TYPES, "instant", "json"] as const;
export type OwnFieldType = (typeof KEPT_FIELD_TYPES)[number];

/** `value` is what tickets have; `label` is what people read, and may change. */
export type FieldOption = { value: string; label: string };
export type OwnField = { key: string; name: string; labels: Readonly<Record<string, string | undefined>>; type: OwnFieldType; options: readonly FieldOption[] };
/** By key. A value that is absent stands as null in changes. */
export type OwnValues = Readonly<Record<string, unknown>>;

export const MOST_TEXT = 2000;
const day = /^\d{4}-\d\d-\d\d$/;

export const isChangeable = ({ type }: Pick<OwnField, "type">): boolean => (OWN_FIELD_TYPES as readonly string[]).includes(type);

/** Whether the field takes this value; what a ticket already has may stay, though nobody could choose it any more. */
export function takesValue({ type, options }: Pick<OwnField, "type" | "options">, value: unknown, before?: unknown): boolean {
  const offered = (one: unknown) => options.some((option) => option.value === one) || listOf(before).includes(one);
  switch (type) {
    case "text":
      return typeof value === "string" && value.trim() !== "" && value.length <= MOST_TEXT;
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "boolean":
      return typeof value === "boolean";
    case "date":
      return typeof value === "string" && isDay(value);
    case "choice":
      return typeof value === "string" && offered(value);
    case "choices":
      return Array.isArray(value) && value.length > 0 && new Set(value).size === value.length && value.every((one) => typeof one === "string" && offered(one));
    default:
      return false;
  }
}

/** One that the calendar has. */
function isDay(text: string): boolean {
  const at = day.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Of the wanted values those that differ from what is there; undefined: none. */
export function differingValues(values: OwnValues, wanted: OwnValues): OwnValues | undefined {
  const differing = Object.entries(wanted).filter(([key, value]) => !same(values[key], value));
  return differing.length === 0 ? undefined : Object.fromEntries(differing);
}

/** What stands under these keys. */
export const valuesUnder = (values: OwnValues, keys: Iterable<string>): OwnValues => Object.fromEntries([...keys].map((key) => [key, values[key] ?? null]));

/** The key of the first value that cannot be taken; `fields`: those in use, by key. A value may always be taken away from them. */
export function refusedValue(fields: ReadonlyMap<string, OwnField>, before: OwnValues, wanted: OwnValues): string | undefined {
  return Object.entries(wanted).find(([key, value]) => {
    const field = fields.get(key);
    return field === undefined || !isChangeable(field) || (value !== null && !takesValue(field, value, before[key]));
  })?.[0];
}

/** What people read of a value of a choice. */
export const optionLabel = (options: readonly FieldOption[], value: unknown): string =>
  options.find((option) => option.value === value)?.label ?? String(value);

export const fieldLabel = ({ key, name, labels }: Pick<OwnField, "key" | "name" | "labels">, language: string): string => labels[language] || name || key;

/** A key for a field of this name: plain letters, digits and lines between words; `taken`: folded. */
export function keyFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);
  const base = plain === "" ? "field" : plain;
  for (let turn = 1; ; turn += 1) {
    const key = turn === 1 ? base : `${base}_${turn}`;
    if (!taken.has(key.toLowerCase())) return key;
  }
}
