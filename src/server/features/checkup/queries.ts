/** The checks by name, counted and read page by page. */
import { sql } from "kysely";
import { CHECK_IDS, type CheckId } from "#domain/access/checkup.ts";
import type { Switches } from "#domain/access/facts.ts";
import { switchesFrom } from "#server/features/access/contact-facts-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type KeyKind, keysOf } from "#server/platform/http/keyset.ts";
import { billedByInactive, companyWithoutSignIn, familyMissing } from "./company-queries.ts";
import { grantWithoutEffect, grantWithoutTickets } from "./grant-queries.ts";
import type { Check, FindingRow, Look } from "./look-queries.ts";
import { invitationExpired, membershipEnded, signInWithoutGroup, signInWithoutMembership } from "./people-queries.ts";
import { roleUnused, serviceUnoffered } from "./rest-queries.ts";
import { createWithoutRead, partnerRight, queueUnreached, rightEnded, rightGroupNotActive, rightWithoutQueue } from "./right-queries.ts";

const checks: Readonly<Record<CheckId, Check>> = {
  signInWithoutMembership,
  signInWithoutGroup,
  invitationExpired,
  membershipEnded,
  companyWithoutSignIn,
  familyMissing,
  billedByInactive,
  queueUnreached,
  createWithoutRead,
  partnerRight,
  rightEnded,
  rightGroupNotActive,
  rightWithoutQueue,
  grantWithoutEffect,
  grantWithoutTickets,
  roleUnused,
  serviceUnoffered,
};

const countCap = 1000;

/** How much each check finds, up to one more than a thousand. */
export async function countChecks(db: Queryable, at: Date): Promise<{ id: CheckId; count: number; countIsLowerBound?: true }[]> {
  const look = { at, switches: await findSwitches(db) };
  const counts = [];
  for (const id of CHECK_IDS) {
    const found = checks[id](look);
    const { rows } = found
      ? await sql<{ count: number }>`select count(*)::int as count from (select from ${found.from} limit ${countCap + 1}) counted`.execute(db)
      : { rows: [] };
    const count = rows[0]?.count ?? 0;
    counts.push(count > countCap ? { id, count: countCap, countIsLowerBound: true as const } : { id, count });
  }
  return counts;
}

export const findingOrder = (check: CheckId): string => `checkup ${check}`;
const keyKinds: readonly KeyKind[] = ["text", "id"];

export type FindingsAsked = { check: CheckId; limit: number; cursor?: string | undefined };

/**
 * By name, one row more than asked; and how many there are. All are found before the first is taken: a plan that looks for the
 * first of few in the order of names would try every record one by one.
 */
export async function listFindings(db: Queryable, asked: FindingsAsked, at: Date): Promise<{ rows: FindingRow[]; total: number }> {
  const look: Look = { at, switches: await findSwitches(db) };
  const after = keysOf(asked.cursor, findingOrder(asked.check), keyKinds);
  const found = checks[asked.check](look);
  if (found === null) return { rows: [], total: 0 };
  const { id, name, kind, from, columns } = found;
  const { rows } = await sql<{ total: number; rows: FindingRow[] | null }>`
    with found as materialized (select ${id} as id, ${name} as name from ${from}),
      page as (select * from found ${after ? sql`where (name, id) > (${after[0]}, ${after[1]}::uuid)` : sql``} order by name, id limit ${asked.limit + 1}),
      told as (select page.id, page.name, array[page.name, page.id::text] as keys, finding.*
        from page cross join lateral (select ${kind} as kind, ${columns} where ${id} = page.id) finding)
    select (select count(*)::int from found) as total, (select json_agg(told order by told.name, told.id) from told) as rows`.execute(db);
  return { rows: rows[0]?.rows ?? [], total: rows[0]?.total ?? 0 };
}

async function findSwitches(db: Queryable): Promise<Switches> {
  const { rows } = await sql<{ values: Record<string, unknown> | null }>`
    select json_object_agg(setting_key, value) as values from setting where company_id is null and contact_id is null`.execute(db);
  return switchesFrom(rows[0]?.values ?? {}, { companiesHideTickets: false, categoriesConfidential: false });
}
