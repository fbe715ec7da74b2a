import * as contract from "#contract/contact.ts";
import type { QueryOf } from "#contract/endpoint.ts";
import * as matrix from "#contract/membership-matrix.ts";
import { listSessionsOf } from "#server/features/sign-in/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { type Ask, agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { assignMemberships } from "./assign-memberships.ts";
import { changeContact } from "./change-contact.ts";
import { createContact } from "./create-contact.ts";
import { endContactSessions } from "./end-contact-sessions.ts";
import { giveSignIn } from "./give-sign-in.ts";
import { listContacts } from "./list-queries.ts";
import { assignOrder, countRowsToAssign, isThereToAssign, listRowsToAssign, type ToAssign } from "./membership-matrix-queries.ts";
import { listMemberships } from "./membership-queries.ts";
import { moveContact } from "./move-contact.ts";
import { contactListItem, contactView, membershipRowView, membershipView, sessionView } from "./present.ts";
import { findContact, getContactExtras } from "./queries.ts";
import { removeMembership } from "./remove-membership.ts";
import { renameLogin } from "./rename-login.ts";
import { resetSignIn } from "./reset-sign-in.ts";
import { setMembership } from "./set-membership.ts";
import { withdrawSignIn } from "./withdraw-sign-in.ts";

const presentContact = (ask: Ask) => async (db: Queryable, contactId: string) => {
  const contact = found(await findContact(db, contactId));
  const memberships = await listMemberships(db, contactId);
  const extras = await getContactExtras(db, contact, ask.now);
  return contactView({ contact, memberships, extras }, agentPrincipal(ask.principal).permissions, ask.now);
};

const presentMembership = (ask: Ask, contactId: string, companyId: string) => async (db: Queryable) =>
  membershipView(found((await listMemberships(db, contactId, companyId))[0]), ask.now);

async function rowsToAssign(ask: Ask, db: Queryable, of: ToAssign["of"], query: QueryOf<typeof matrix.listCompaniesToAssign>) {
  if (!(await isThereToAssign(db, of))) throw new Refusal("record.notFound");
  const asked = { of, assigned: query.shown === "assigned", q: query.q, ids: query.ids };
  const page = pageOf(await listRowsToAssign(db, asked, query), query.limit, (row) => encodeCursor(assignOrder, ...row.keys));
  return { items: page.rows.map((row) => membershipRowView(row, ask.now)), next: page.next, ...(await countRowsToAssign(db, asked, query.count)) };
}

export const routes: readonly Route[] = [
  route(contract.listContacts, (ask, { query }) =>
    ask.read(async (db) => {
      const { order, rows, counted } = await listContacts(db, query, query);
      const page = pageOf(rows, query.limit, (row) => encodeCursor(order, ...row.keys));
      return { items: page.rows.map(contactListItem), next: page.next, ...counted };
    }),
  ),
  route(contract.createContact, (ask, { body }) => ask.run(createContact, body, presentContact(ask))),
  route(contract.getContact, (ask, { params }) => ask.read((db) => presentContact(ask)(db, params.id))),
  route(contract.changeContact, (ask, { params, body }) => ask.run(changeContact, { contactId: params.id, change: body }, presentContact(ask))),

  route(contract.listMemberships, (ask, { params }) =>
    ask.read(async (db) => {
      found(await findContact(db, params.id));
      return { items: (await listMemberships(db, params.id)).map((membership) => membershipView(membership, ask.now)) };
    }),
  ),
  route(contract.setMembership, (ask, { params, body }) =>
    ask.run(setMembership, { contactId: params.id, membership: body }, presentMembership(ask, params.id, body.companyId)),
  ),
  route(contract.removeMembership, (ask, { params }) => ask.run(removeMembership, { contactId: params.id, companyId: params.companyId }, nothing)),

  route(contract.moveContact, (ask, { params, body }) => ask.run(moveContact, { ...body, contactId: params.id }, presentContact(ask))),

  route(matrix.listCompaniesToAssign, (ask, { params, query }) => ask.read((db) => rowsToAssign(ask, db, { contactId: params.id }, query))),
  route(matrix.listContactsToAssign, (ask, { params, query }) => ask.read((db) => rowsToAssign(ask, db, { companyId: params.id }, query))),
  route(matrix.saveMembershipMatrix, (ask, { body }) => ask.run(assignMemberships, body, (_, outcome) => outcome)),

  route(contract.giveSignIn, (ask, { params, body }) => ask.run(giveSignIn, { contactId: params.id, signIn: body }, presentContact(ask))),
  route(contract.withdrawSignIn, (ask, { params }) => ask.run(withdrawSignIn, { contactId: params.id }, nothing)),
  route(contract.resetSignIn, (ask, { params, body }) => ask.run(resetSignIn, { contactId: params.id, reset: body }, presentContact(ask))),
  route(contract.renameLogin, (ask, { params, body }) => ask.run(renameLogin, { contactId: params.id, login: body.login }, presentContact(ask))),
  route(contract.listContactSessions, (ask, { params }) =>
    ask.read(async (db) => {
      found(await findContact(db, params.id));
      return { items: (await listSessionsOf(db, { contactId: params.id }, ask.now)).map(sessionView) };
    }),
  ),
  route(contract.endContactSessions, (ask, { params }) => ask.run(endContactSessions, { contactId: params.id }, nothing)),
];

function nothing(): undefined {
  return undefined;
}
