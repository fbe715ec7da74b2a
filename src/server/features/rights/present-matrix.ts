/** Rows and cells of the matrix of rights as the API gives them. */
import type { z } from "zod";
import type { rightName } from "#contract/access.ts";
import type { RightsRowView, rightColumn } from "#contract/rights-matrix.ts";
import type { Access } from "#domain/access/effective-access.ts";
import { inForce } from "#domain/access/facts.ts";
import type { RightInCell, RowOfGroup, RowOfSubject } from "./matrix-queries.ts";

type RightName = z.infer<typeof rightName>;
type Cell = RightsRowView["cells"][number];
type Inherited = Cell["inherited"];
type Effective = RightsRowView["effective"];
type Held = { read: boolean; create: boolean; edit: boolean };

/** `edit` includes the other two and stands alone. */
const namesOf = ({ read, create, edit }: Held): RightName[] =>
  edit ? ["edit"] : [...(read ? (["read"] as const) : []), ...(create ? (["create"] as const) : [])];
const heldIn = (right: RightInCell): Held => ({ read: right.can_read, create: right.can_create, edit: right.can_edit });

export const levelsKey = (rights: readonly RightName[]): string => rights.join(" ");
export const rightsOf = (key: string): RightName[] => key.split(" ") as RightName[];

export const cellView = (column: z.infer<typeof rightColumn>, right: RightInCell | undefined, inherited: Inherited): Cell => ({
  column,
  rights: right ? namesOf(heldIn(right)) : [],
  from: right?.starts_at?.toISOString() ?? null,
  until: right?.ends_at?.toISOString() ?? null,
  setBy: right?.set_by && right.set_by_name ? { id: right.set_by, name: right.set_by_name } : null,
  since: right?.valid_from.toISOString() ?? null,
  inherited,
});

/** What everybody has in force here, as it reaches a company's people. */
export const everybodyInherits = (rights: readonly RightInCell[], now: Date): Inherited =>
  rights
    .filter(
      (right) => right.everybody !== null && inForce({ from: right.starts_at?.getTime() ?? null, until: right.ends_at?.getTime() ?? null }, now.getTime()),
    )
    .map((right) => ({ rights: namesOf(heldIn(right)), from: right.everybody === "contact" ? "everyContact" : "everyCompany", company: null }));

/** What a contact has on a group without an own right: by its companies and by everybody. */
export const inheritedOf = (access: Access, groupId: string): Inherited =>
  access.queueRights.flatMap((right): Inherited => {
    if (right.group.groupId !== groupId || right.subject.kind === "contact") return [];
    const { subject } = right;
    if (subject.kind !== "company") return [{ rights: namesOf(right), from: subject.kind, company: null }];
    const company = access.memberships.find((membership) => membership.company.companyId === subject.companyId)?.company;
    return [{ rights: namesOf(right), from: "company", company: company ? { id: company.companyId, name: company.name } : null }];
  });

/** What a contact comes to on a group; nothing while the door is shut. */
export function heldByAccess(access: Access, groupId: string): RightName[] {
  if (!access.door.open) return [];
  const here = access.queueRights.filter((right) => right.group.groupId === groupId);
  return namesOf({ read: here.some((right) => right.read), create: here.some((right) => right.create), edit: here.some((right) => right.edit) });
}

export const rowOfGroup = (row: RowOfGroup, timeZone: string, cells: Cell[], effective: Effective): RightsRowView => ({
  id: row.id,
  name: row.name,
  detail: "",
  state: row.state as RightsRowView["state"],
  queueCount: row.queue_count,
  group: { id: row.id, rightsVersion: row.rights_version },
  timeZone,
  cells,
  effective,
});

type OfSubject = Pick<RightsRowView, "group" | "timeZone">;
export const rowOfSubject = (row: RowOfSubject, { group, timeZone }: OfSubject, cells: Cell[], effective: Effective): RightsRowView => ({
  id: row.id,
  name: row.name,
  detail: row.detail,
  state: row.state as RightsRowView["state"],
  queueCount: null,
  group,
  timeZone,
  cells,
  effective,
});
