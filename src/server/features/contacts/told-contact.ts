/** What the audit tells of a contact: ids and settings with their values; of personal fields only that they changed, so that the log holds no names. */
import type { ContactFields } from "./queries.ts";

const impersonal: readonly (keyof ContactFields)[] = ["state", "language", "timeZone"];

export function toldContact(fields: Partial<ContactFields>): Record<string, unknown> {
  const names = (Object.keys(fields) as (keyof ContactFields)[]).filter((name) => fields[name] !== undefined);
  const personal = names.filter((name) => !impersonal.includes(name));
  return {
    ...Object.fromEntries(names.filter((name) => impersonal.includes(name)).map((name) => [name, fields[name]])),
    ...(personal.length > 0 ? { personalFields: personal.sort() } : {}),
  };
}
