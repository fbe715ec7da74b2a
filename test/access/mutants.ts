/** Every gate and path taken out, one at a time, from each interpreter: the property has to notice each. */

export type Mutant = {
  /** Where it is taken out: the decision (scope), the explanation, the SQL, or the candidates of "who". */
  from: "scope" | "explain" | "sql" | "who";
  what: string;
  file: string;
  find: string;
  replace: string;
};

const scope = (what: string, file: string, find: string, replace: string): Mutant => ({
  from: "scope",
  what,
  file: `src/domain/access/${file}`,
  find,
  replace,
});
const explain = (what: string, file: string, find: string, replace: string): Mutant => ({
  from: "explain",
  what,
  file: `src/domain/access/${file}`,
  find,
  replace,
});
const inSql = (what: string, find: string, replace: string): Mutant => ({
  from: "sql",
  what,
  file: "src/server/features/tickets/scope-conditions.ts",
  find,
  replace,
});
const who = (what: string, find: string, replace: string): Mutant => ({ from: "who", what, file: "src/server/features/access/who-queries.ts", find, replace });

export const MUTANTS: readonly Mutant[] = [
  scope("door", "scope.ts", "!access.door.open || ", ""),
  scope("gate read-only", "scope.ts", `(access.switches.portalReadOnly && verb !== "read")`, "false"),
  scope("gate company: active", "matches.ts", `clause.companyGate !== "none" && company.state !== "active"`, "false"),
  scope("gate company: portal", "matches.ts", `clause.companyGate === "activeAndEnabled" && !company.portalEnabled`, "false"),
  scope("gate queue", "effective-access.ts", "if (!access.switches.restrictQueuesByGroup) return", "return"),
  scope("gate queue: group active", "effective-access.ts", "right.group.active && ", ""),
  scope("gate confidential: ticket", "matches.ts", "ticket.confidential || ticket.queue.confidential", "ticket.queue.confidential"),
  scope("gate confidential: queue", "matches.ts", "ticket.confidential || ticket.queue.confidential", "ticket.confidential"),
  scope("gate window: installation", "matches.ts", "scope.hideBefore !== null && ticket.createdAt < scope.hideBefore", "false"),
  scope("gate window: company", "matches.ts", "companyHides === null || ticket.createdAt >= companyHides", "true"),
  scope("gate window: sees since", "matches.ts", "(clause.createdFrom === null || ticket.createdAt >= clause.createdFrom)", "true"),
  scope("gate state", "matches.ts", `!scope.includesGone && (ticket.statusType === "removed" || ticket.statusType === "merged")`, "false"),
  scope("path requester", "scope.ts", "...requesterClauses(access, verb, groups),", ""),
  scope("path participant", "scope.ts", "...participantClauses(access, verb, groups),", ""),
  scope("path company", "scope.ts", "...companyClauses(access, verb, groups),", ""),
  scope("path company: below", "matches.ts", "company.ancestors.some((ancestor) => has(clause.companies?.below ?? [], ancestor))", "false"),
  scope("path partner", "scope.ts", "...partnerClauses(access, verb),", ""),
  scope("path partner: the company's own right", "matches.ts", "clause.readsGroup && !company.readsGroup", "false"),
  scope("path partner: not my companies", "matches.ts", "has(clause.exceptCompanies, company.companyId)", "false"),
  scope("dates of memberships: end", "effective-access.ts", "membership.until !== null && membership.until <= now", "false"),
  scope("dates of memberships: start", "effective-access.ts", "membership.from !== null && now < membership.from", "false"),
  scope("dates of rights", "effective-access.ts", " && inForce(right, now)", ""),
  scope("switch company tickets", "scope.ts", "access.switches.companyTickets ? access.memberships", "true ? access.memberships"),
  scope("keeps own tickets", "scope.ts", `membership.obstacle === "ended" && membership.keepsOwnTickets`, "false"),
  explain("gate company", "explain-gates.ts", `company.state !== "active"`, "false"),
  explain("gate company: portal", "explain-gates.ts", "asksForPortal && !company.portalEnabled", "false"),
  explain("gate queue", "explain-gates.ts", `return { id: "queue", open: false`, `return { id: "queue", open: true`),
  explain("gate confidential", "explain-gates.ts", `return { id: "confidential", open: false`, `return { id: "confidential", open: true`),
  explain("gate window", "explain-gates.ts", "const open = ticket.createdAt >= latest.before", "const open = true"),
  explain("gate state: removed", "explain-gates.ts", `ticket.statusType === "removed"`, "false"),
  explain("gate state: merged", "explain-gates.ts", `ticket.statusType === "merged"`, "false"),
  explain("gate read-only", "explain-gates.ts", `{ id: "readOnly", open: false`, `{ id: "readOnly", open: true`),
  explain("door", "explain.ts", "access.door.open && paths", "paths"),
  explain("path requester", "explain-paths.ts", "requesterWay(access, verb, ticket),\n", ""),
  explain("path participant", "explain-paths.ts", "...participantWays(access, verb, ticket),\n", ""),
  explain("path company", "explain-paths.ts", "...companyWays(access, verb, ticket),\n", ""),
  explain("path partner", "explain-paths.ts", "...partnerWays(access, verb, ticket),\n", ""),
  inSql("gate company", "c.state = 'active' and c.portal_enabled", "true"),
  inSql("gate queue", "q.group_id = any(${ids(clause.groups)})", "true"),
  inSql("gate confidential: ticket", "not t.confidential", "true"),
  inSql("gate confidential: queue", "if (!clause.confidential) conditions.push(sql`not q.confidential`);", ""),
  inSql("gate window: installation and sees since", "if (clause.createdFrom !== null)", "if (false)"),
  inSql("gate window: company", "if (scope.companyWindow)", "if (false)"),
  inSql("gate state", "t.state_class <> 'gone'", "true"),
  inSql("path partner: the company's own right", "(r.can_read or r.can_edit)", "true"),
  inSql("path partner: not my companies", "not r.company_id = any(${ids(clause.exceptCompanies)})", "true"),
  inSql("path company: below", "if (companies.below.length === 0) return named;", "return named;"),
  inSql("path participant: level", "sql`p.level = any(${[...levels]}::text[])`", "sql`true`"),
  inSql("path participant: added by an agent", "if (addedByAgentOnly)", "if (false)"),
  who("path requester", "named(0, requesters, sql`true`),", ""),
  who("path participant", "named(1, added, notRequester),", ""),
  who("path participant: company", "members(1, sql`select unnest(${addedCompanies}) as company_id`, notRequester),", ""),
  who("path company", "members(2, sql`select unnest(${own}) as company_id`, notAdded),", ""),
  who("path company: below", "        managers,\n", ""),
  who("path partner", "members(3, partners, sql`${notAdded} and not ${isMember(own)} and ${notBelow}`),", ""),
];
