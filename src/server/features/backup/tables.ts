/** Which tables a backup holds, and in which order they can be filled. The list comes from the catalog, so that a new table is never forgotten. */

export type Table = {
  name: string;
  /** Without generated ones. */
  columns: string[];
  /** SQL that orders the rows the same way on every server. */
  order: string;
  /** Tables that must be filled before: its foreign keys, without those to itself (one COPY checks them at its end). */
  needs: string[];
};

/** Left out of a backup, each with the reason. Every other table of the schema is in it. */
export const NOT_IN_BACKUP: Readonly<Record<string, string>> = {
  session: "a copy of the data must not let anybody in who was signed in",
  link_token: "invitation and reset links work once, on the installation that sent them",
  known_device: "belongs to browsers that were signed in to this installation",
  sign_in_brake: "counts minutes",
  idempotency_key: "answers of the last 24 hours, for callers of this installation",
  upload: "not attached to anything yet; swept after 24 hours",
  ticket_search: "derived: restore makes it anew with refresh_ticket_search",
  ticket_own_value: "derived: a trigger on tickets writes it",
  recent_change: "of the last minutes, for answers that a running server remembers",
  recent_change_floor: "goes with recent_change",
  ticket_writer: "of the last half minute",
  schema_migration: "in the manifest; restore runs the migrations themselves",
};

/** Hold rows right after the migrations; a restore replaces those. Any other table with a row makes a place not empty. */
export const FILLED_BY_MIGRATIONS: readonly string[] = ["installation", "portal_role", "priority", "ticket_status", "workflow"];

export const isInBackup = (table: Pick<Table, "name">): boolean => !(table.name in NOT_IN_BACKUP);

/** Every table after those it needs, else by name; a circle of foreign keys is an error of the schema. */
export function inFillingOrder<T extends Pick<Table, "name" | "needs">>(tables: readonly T[]): T[] {
  const known = new Set(tables.map((table) => table.name));
  const ordered: T[] = [];
  const done = new Set<string>();
  for (let left = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1)); left.length > 0; ) {
    const ready = left.filter((table) => table.needs.every((need) => done.has(need) || !known.has(need)));
    if (ready.length === 0) throw new Error(`foreign keys in a circle: ${left.map((table) => table.name).join(", ")}`);
    ordered.push(...ready);
    for (const table of ready) done.add(table.name);
    left = left.filter((table) => !done.has(table.name));
  }
  return ordered;
}
