/** Where an old system keeps customer users, customers and passwords: tables and columns per source (otrs-family.md 3, 4, 7). */
import { ExportError } from "./export-error.ts";
import { asFlag, asText, type Json } from "./json.ts";

/** Fields of a person that Pforte has too; the rest of the map becomes own fields. */
const personFields = {
  UserTitle: "title",
  UserFirstname: "firstName",
  UserLastname: "lastName",
  UserEmail: "email",
  UserPhone: "phone",
  UserFax: "fax",
  UserMobile: "mobile",
  UserStreet: "street",
  UserZip: "zip",
  UserCity: "city",
  UserCountry: "country",
  UserComment: "comment",
} as const;
export type PersonField = (typeof personFields)[keyof typeof personFields];

const companyFields = {
  CustomerCompanyName: "name",
  CustomerCompanyStreet: "street",
  CustomerCompanyZIP: "zip",
  CustomerCompanyCity: "city",
  CustomerCompanyCountry: "country",
  CustomerCompanyURL: "url",
  CustomerCompanyComment: "comment",
} as const;
export type CompanyField = (typeof companyFields)[keyof typeof companyFields];

export type PersonSource = {
  /** `CustomerUser`, `CustomerUser1` … `CustomerUser10`: also the order in which sources are asked. */
  configKey: string;
  table: string;
  excludePrimary: boolean;
  loginColumn: string;
  companyColumn: string;
  /** Column with further company ids in one text; null: not mapped. */
  furtherColumn: string | null;
  validColumn: string;
  columns: Readonly<Partial<Record<PersonField, string>>>;
  labels: ReadonlyMap<string, string>;
  /** Columns that hold a password by the map: never kept as an own field. */
  passwordColumns: readonly string[];
};

export type CompanySource = {
  configKey: string;
  table: string;
  keyColumn: string;
  validColumn: string;
  columns: Readonly<Partial<Record<CompanyField, string>>>;
  labels: ReadonlyMap<string, string>;
};

export type AuthSource = { configKey: string; table: string; loginColumn: string; passwordColumn: string; plain: boolean };

const standardPersonMap: Json[] = [
  ["UserTitle", "title"],
  ["UserFirstname", "first_name"],
  ["UserLastname", "last_name"],
  ["UserLogin", "login"],
  ["UserPassword", "pw"],
  ["UserEmail", "email"],
  ["UserCustomerID", "customer_id"],
  ["UserPhone", "phone"],
  ["UserFax", "fax"],
  ["UserMobile", "mobile"],
  ["UserStreet", "street"],
  ["UserZip", "zip"],
  ["UserCity", "city"],
  ["UserCountry", "country"],
  ["UserComment", "comments"],
  ["ValidID", "valid_id"],
].map(([name, column]) => ({ var: name, column }));

const standardCompanyMap: Json[] = [
  ["CustomerID", "customer_id"],
  ["CustomerCompanyName", "name"],
  ["CustomerCompanyStreet", "street"],
  ["CustomerCompanyZIP", "zip"],
  ["CustomerCompanyCity", "city"],
  ["CustomerCompanyCountry", "country"],
  ["CustomerCompanyURL", "url"],
  ["CustomerCompanyComment", "comments"],
  ["ValidID", "valid_id"],
].map(([name, column]) => ({ var: name, column }));

/** Sources without a table (LDAP) are kept: their persons are not in the export, which is reported. */
export function readPersonSources(entries: readonly Json[]): PersonSource[] {
  const sources = entries.length > 0 ? entries : [{ config_key: "CustomerUser", table: "customer_user" }];
  return sources.map(personSource).sort((a, b) => numberOf(a.configKey) - numberOf(b.configKey));
}

function personSource(entry: Json): PersonSource {
  const map = readMap(entry.map, standardPersonMap);
  const columnOf = (name: string): string | null => map.find((row) => row.name === name)?.column ?? null;
  return {
    configKey: asText(entry.config_key) || "CustomerUser",
    table: tableName(entry.table),
    excludePrimary: asFlag(entry.CustomerUserExcludePrimaryCustomerID),
    loginColumn: lower(entry.customer_key) || columnOf("UserLogin") || "login",
    companyColumn: lower(entry.customer_id) || columnOf("UserCustomerID") || "customer_id",
    furtherColumn: columnOf("UserCustomerIDs"),
    validColumn: lower(entry.customer_valid) || columnOf("ValidID") || "",
    columns: columnsOf(map, personFields),
    labels: new Map(map.map((row) => [row.column, row.label])),
    passwordColumns: map.filter((row) => row.name === "UserPassword").map((row) => row.column),
  };
}

export function readCompanySources(entries: readonly Json[]): CompanySource[] {
  const sources = entries.length > 0 ? entries : [{ config_key: "CustomerCompany", table: "customer_company" }];
  return sources.map(companySource).sort((a, b) => numberOf(a.configKey) - numberOf(b.configKey));
}

function companySource(entry: Json): CompanySource {
  const map = readMap(entry.map, standardCompanyMap);
  const columnOf = (name: string): string | null => map.find((row) => row.name === name)?.column ?? null;
  return {
    configKey: asText(entry.config_key) || "CustomerCompany",
    table: tableName(entry.table),
    keyColumn: lower(entry.key) || columnOf("CustomerID") || "customer_id",
    validColumn: lower(entry.valid) || columnOf("ValidID") || "",
    columns: columnsOf(map, companyFields),
    labels: new Map(map.map((row) => [row.column, row.label])),
  };
}

/** Only modules that compare with a table; a system without such an entry has none that the import could use. */
export function readAuthSources(entries: readonly Json[]): AuthSource[] {
  const sources = entries.length > 0 ? entries : [{ config_key: "Customer::AuthModule", table: "customer_user" }];
  return sources
    .filter((entry) => entry.module === undefined || asText(entry.module).endsWith("::DB"))
    .map((entry) => ({
      configKey: asText(entry.config_key) || "Customer::AuthModule",
      table: tableName(entry.table),
      loginColumn: lower(entry.login_column) || "login",
      passwordColumn: lower(entry.password_column) || "pw",
      plain: asText(entry.crypt_type) === "plain",
    }))
    .filter((source) => source.table !== "")
    .sort((a, b) => numberOf(a.configKey) - numberOf(b.configKey));
}

type MapRow = { name: string; column: string; label: string };

/** Rows as objects, or as the positions of the Perl structure: variable, label, storage, … */
function readMap(value: unknown, standard: readonly Json[]): MapRow[] {
  const rows: unknown[] = Array.isArray(value) && value.length > 0 ? value : [...standard];
  return rows.flatMap((row) => {
    const [name, label, column, type] = Array.isArray(row)
      ? [row[0], row[1], row[2], row[5]]
      : [(row as Json | null)?.var, (row as Json | null)?.label, (row as Json | null)?.column, (row as Json | null)?.type];
    if (asText(name) === "" || asText(column) === "" || type === "dynamic_field") return [];
    return [{ name: asText(name), column: lower(column), label: asText(label) }];
  });
}

function columnsOf<Field extends string>(map: readonly MapRow[], fields: Readonly<Record<string, Field>>): Partial<Record<Field, string>> {
  const columns: Partial<Record<Field, string>> = {};
  for (const row of map) {
    const field = fields[row.name];
    if (field !== undefined && columns[field] === undefined) columns[field] = row.column;
  }
  return columns;
}

const lower = (value: unknown): string => asText(value).toLowerCase();

/** A table's name is a file's name: nothing that could leave the folder. */
function tableName(value: unknown): string {
  const name = asText(value);
  if (!/^[\w$ .-]*$/.test(name) || name.startsWith(".")) {
    throw new ExportError("takeOver.badSettings", { file: "settings.json" }, "noTableName", { name });
  }
  return name;
}

/** `CustomerUser` comes before `CustomerUser1`. */
const numberOf = (configKey: string): number => Number(/(\d+)$/.exec(configKey)?.[1] ?? 0);
