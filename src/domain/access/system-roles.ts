/** The roles that come with the product, the same records everywhere: their names are said in the reader's language. */
const SYSTEM_ROLES = {
  "00000000-0000-7000-8000-000000000001": "basic",
  "00000000-0000-7000-8000-000000000002": "advanced",
  "00000000-0000-7000-8000-000000000003": "manager",
  "00000000-0000-7000-8000-000000000004": "deskAgent",
  "00000000-0000-7000-8000-000000000005": "deskAdministrator",
} as const;

type SystemRole = (typeof SYSTEM_ROLES)[keyof typeof SYSTEM_ROLES];

const systemRoleOf = (roleId: string): SystemRole | null => (SYSTEM_ROLES as Readonly<Record<string, SystemRole>>)[roleId] ?? null;

/** @param translate gives the sentence of a key. */
export function roleNameIn(translate: (key: string) => string, role: { id: string; name: string }): string {
  const known = systemRoleOf(role.id);
  return known === null ? role.name : translate(`access.role.${known}`);
}
