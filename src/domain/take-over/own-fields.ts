/** What has no place of its own yet and is kept: dynamic fields, columns an installation added, ticket types, times, links. */
import type { FieldOption, OwnFieldType } from "#domain/tickets/own-fields.ts";
import { fold } from "./fold.ts";
import { cell, type Raw, type RawTable, type Tables } from "./raw.ts";
import type { SourceClock } from "./source-time.ts";

type OwnFieldSubject = "ticket" | "article" | "contact" | "company";
export type OwnFieldRecord = {
  key: string;
  subject: OwnFieldSubject;
  /** `dynamic:<Name>` or `otrs:<column or word>`. */
  name: string;
  label: string;
  fieldType: OwnFieldType;
  /** Of a choice, in the order of the old system. */
  options: readonly FieldOption[];
  rank: number;
  config: Readonly<Record<string, unknown>>;
  state: "active" | "closed";
};
export type OwnFieldValues = Record<string, unknown>;

export type OwnFields = {
  define(subject: OwnFieldSubject, name: string, label?: string, fieldType?: OwnFieldType): void;
  records(): OwnFieldRecord[];
  /** Dynamic-field values of a record: a ticket or article by id, a contact by login, a company by id. */
  dynamic(subject: OwnFieldSubject, object: string): OwnFieldValues;
};

const subjects: Record<string, OwnFieldSubject> = { Ticket: "ticket", Article: "article", CustomerUser: "contact", CustomerCompany: "company" };
const fieldTypes: Record<string, OwnFieldType> = {
  Dropdown: "choice",
  Multiselect: "choices",
  Checkbox: "boolean",
  Date: "date",
  DateTime: "instant",
};

/** What has no order of its own comes behind what has one. */
const lastRank = 1000;

type DynamicField = { subject: OwnFieldSubject; name: string; fieldType: OwnFieldType };

export function readOwnFields(tables: Tables, clock: SourceClock): OwnFields {
  const records = new Map<string, OwnFieldRecord>();
  const define = (record: Omit<OwnFieldRecord, "key">) => {
    const key = `${record.subject}:${fold(record.name)}`;
    if (!records.has(key)) records.set(key, { key, ...record });
  };
  const fields = new Map<string, DynamicField>();
  for (const row of tables("dynamic_field").rows) {
    const subject = subjects[cell(row, "object_type")];
    if (!subject) continue;
    const name = `dynamic:${cell(row, "name")}`;
    const kind = cell(row, "field_type");
    const fieldType = fieldTypes[kind] ?? "text";
    const rank = Number(cell(row, "field_order")) || lastRank;
    const yaml = cell(row, "config");
    const options = fieldType === "choice" || fieldType === "choices" ? possibleValues(yaml) : [];
    const config = { otrs: { fieldType: kind, order: Number(cell(row, "field_order")), yaml } };
    // What the old system kept for itself has its values, and nobody is offered it.
    const inUse = cell(row, "valid_id") === "1" && cell(row, "internal_field") !== "1";
    define({ subject, name, label: cell(row, "label"), fieldType, options, rank, config, state: inUse ? "active" : "closed" });
    fields.set(cell(row, "id"), { subject, name, fieldType });
  }
  const values = readValues(tables, fields, clock);
  return {
    define: (subject, name, label = "", fieldType = "text") =>
      define({ subject, name, label, fieldType, options: [], rank: lastRank, config: {}, state: "active" }),
    records: () => [...records.values()],
    dynamic: (subject, object) => values.get(`${subject}:${object}`) ?? {},
  };
}

/** The map below `PossibleValues` of a field's configuration, as the old system writes YAML: a line each, plain or quoted words. */
export function possibleValues(yaml: string): FieldOption[] {
  const lines = yaml.split(/\r?\n/);
  const start = lines.findIndex((line) => /^PossibleValues:\s*$/.test(line));
  if (start === -1) return [];
  const options: FieldOption[] = [];
  for (const line of lines.slice(start + 1)) {
    const [, value, label] = /^\s+('(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^:]+?):\s*(.*?)\s*$/.exec(line) ?? [];
    if (value === undefined || label === undefined) break;
    const option = { value: plainWord(value), label: plainWord(label) };
    if (option.value !== "") options.push({ ...option, label: option.label || option.value });
  }
  return options;
}

const plainWord = (word: string): string => {
  if (/^'.*'$/s.test(word)) return word.slice(1, -1).replaceAll("''", "'");
  return /^".*"$/s.test(word) ? word.slice(1, -1).replace(/\\(.)/g, "$1") : word;
};

/** Several values of one field of one record become a list. */
function readValues(tables: Tables, fields: ReadonlyMap<string, DynamicField>, clock: SourceClock): Map<string, OwnFieldValues> {
  const named = new Map(tables("dynamic_field_obj_id_name").rows.map((row) => [`${subjects[cell(row, "object_type")]}:${cell(row, "object_id")}`, row]));
  const values = new Map<string, OwnFieldValues>();
  for (const row of tables("dynamic_field_value").rows) {
    const field = fields.get(cell(row, "field_id"));
    const value = field ? dynamicValue(row, field.fieldType, clock) : null;
    if (!field || value === null) continue;
    const byName = field.subject === "contact" || field.subject === "company";
    const object = byName ? named.get(`${field.subject}:${cell(row, "object_id")}`)?.object_name : cell(row, "object_id");
    if (object === undefined) continue;
    const key = `${field.subject}:${object}`;
    const held = values.get(key) ?? {};
    const before = held[field.name];
    held[field.name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    values.set(key, held);
  }
  return values;
}

function dynamicValue(row: Raw, fieldType: string, clock: SourceClock): unknown {
  const { value_text: text = "", value_date: date = "", value_int: integer = "" } = row;
  if (fieldType === "boolean") return integer === "" ? null : integer !== "0";
  if (fieldType === "date" && date !== "") return date.slice(0, 10);
  if (fieldType === "instant" && date !== "") {
    const instant = clock(date);
    return instant === null ? date : new Date(instant).toISOString();
  }
  if (text !== "") return text;
  if (date !== "") return date;
  return integer === "" ? null : Number(integer);
}

/** Bookkeeping of the old system, and secrets: never own fields. */
const notKept = /^(id|create_time|create_by|change_time|change_by|pw|password|passwd|passwort|kennwort|.*_password)$/;

/** Columns that an installation added: defined as own fields; gives the reader of a row's values. */
export function extraColumns(
  fields: OwnFields,
  subject: OwnFieldSubject,
  table: RawTable,
  used: ReadonlySet<string>,
  labels: ReadonlyMap<string, string>,
): (row: Raw) => OwnFieldValues {
  const columns = table.columns.filter((column) => !used.has(column) && !notKept.test(column));
  for (const column of columns) fields.define(subject, `otrs:${column}`, labels.get(column) || column);
  return (row) => Object.fromEntries(columns.filter((column) => cell(row, column) !== "").map((column) => [`otrs:${column}`, cell(row, column)]));
}
