/** Tickets of both realms. */

import { listContactTickets } from "#contract/contact.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import * as merge from "#contract/merge.ts";
import * as portal from "#contract/portal-ticket.ts";
import * as ticket from "#contract/ticket.ts";
import * as exporting from "#contract/ticket-export.ts";
import { agentScopeOf } from "#domain/access/agents.ts";
import type { Scope } from "#domain/access/clause.ts";
import { scopeFor } from "#domain/access/decide.ts";
import { matchingPaths } from "#domain/access/matches.ts";
import { unmerged } from "#domain/access/merged.ts";
import type { Due } from "#domain/tickets/due.ts";
import { participationsOf } from "#server/features/access/ticket-facts-queries.ts";
import { listStatuses } from "#server/features/statuses/queries.ts";
import { loadWorkflow } from "#server/features/statuses/workflow-queries.ts";
import type { Tx } from "#server/platform/db/connect.ts";
import { type Ask, agentAsking, agentPrincipal, contactAsking, contactPrincipal, type FileAnswer, type Route, route } from "#server/platform/http/route.ts";
import type { Told } from "#server/platform/http/told-answers.ts";
import type { Asking } from "#server/platform/kernel.ts";
import { found } from "#server/platform/refusal.ts";
import { addArticle } from "./add-article.ts";
import { findAttachment, getArticleRow, listArticleRows, listLastAuthors, listParticipantRows } from "./article-queries.ts";
import { changeRequest } from "./change-request.ts";
import { changeTicket } from "./change-ticket.ts";
import { changeTickets, reviewChanges } from "./change-tickets.ts";
import { mergedReadIn } from "./conversation-of.ts";
import { presentCreateOptions } from "./create-options.ts";
import { createRequest } from "./create-request.ts";
import { createTicket } from "./create-ticket.ts";
import { gatherRows, ticketFile } from "./export-tickets.ts";
import { groundsOfList, groundsOfTicket } from "./grounds.ts";
import { judgeTicket } from "./judge-ticket.ts";
import { presentListOptions } from "./list-options.ts";
import { listForAgent, listForContact, listOfContact, listWaiting, presentCreated, scopeOfList } from "./lists.ts";
import { mergeTickets } from "./merge-tickets.ts";
import {
  type ContactEyes,
  nextStep,
  presentArticle,
  presentArticleForContact,
  presentOutcomes,
  presentParticipant,
  presentParticipantForContact,
  presentTicketForAgent,
  presentTicketForContact,
  type Reading,
  readingOf,
  verdictsNow,
} from "./present.ts";
import { presentSteps } from "./present-steps.ts";
import { replyToTicket } from "./reply-to-ticket.ts";
import { addParticipant, removeParticipant, shareTicket, unshareTicket } from "./share-ticket.ts";
import { openedByContact, type SeenTicket, seenByAgent, seenByContact } from "./ticket-for.ts";
import { findKnownTicket } from "./ticket-row-queries.ts";
import { undoChanges } from "./undo-changes.ts";
import { unmergeTicket } from "./unmerge-ticket.ts";
import { receiveUpload } from "./upload-file.ts";

const portalFile = (ticketId: string) => (attachmentId: string) => `/api/v1/portal/tickets/${ticketId}/attachments/${attachmentId}`;
const workspaceFile = (ticketId: string) => (attachmentId: string) => `/api/v1/tickets/${ticketId}/attachments/${attachmentId}`;

const eyesOf = async (db: Tx, { access }: ReturnType<typeof contactAsking>): Promise<ContactEyes> => ({ access, workflow: await loadWorkflow(db) });

/** The ticket as the asking person sees it, after a change of its own. */
const portalTicket = (ask: Ask) => async (db: Tx, ticketId: string) => {
  const asking = contactAsking(await ask.kernel.loadFacts(db, ask.principal, ask.now, false));
  const seen = await seenByContact(db, asking, ticketId, ask.now);
  return presentTicketForContact(seen, await eyesOf(db, asking), seen.allowed, ask.language);
};
const agentTicket = (ask: Ask) => async (db: Tx, ticketId: string) => {
  const seen = await seenByAgent(db, agentAsking(await ask.kernel.loadFacts(db, ask.principal, ask.now, false)), ticketId, ask.now);
  return presentTicketForAgent(seen.row, seen.allowed, ask.language);
};

type Contact = ReturnType<typeof contactAsking>;
const readAsContact = <T>(ask: Ask, ticketId: string, work: (db: Tx, seen: SeenTicket, asking: Contact) => Promise<T>): Promise<T> =>
  ask.read(async (db, who) => {
    const asking = contactAsking(who);
    return work(db, await seenByContact(db, asking, ticketId, ask.now), asking);
  });
const readAsAgent = <T>(ask: Ask, ticketId: string, work: (db: Tx, seen: SeenTicket, asking: Asking) => Promise<T>): Promise<T> =>
  ask.read(async (db, who) => work(db, await seenByAgent(db, agentAsking(who), ticketId, ask.now), who));

type Reads = (
  ask: Ask,
  ticketId: string,
  work: (db: Tx, seen: SeenTicket, asking: Asking) => Promise<Awaited<ReturnType<typeof findAttachment>>>,
) => ReturnType<typeof findAttachment>;

/** Also of a ticket that was merged into this one, as far as its messages are read here. */
async function fileAnswer(ask: Ask, read: Reads, { id, attachmentId }: { id: string; attachmentId: string }, visibleOnly: boolean): Promise<FileAnswer> {
  const find = async (db: Tx, asking: Asking) => {
    const own = await findAttachment(db, [id], attachmentId, visibleOnly);
    if (own) return own;
    const merged = await mergedReadIn(db, asking, id, ask.now);
    return merged.length === 0
      ? undefined
      : findAttachment(
          db,
          merged.map(({ row }) => row.ticket_id),
          attachmentId,
          visibleOnly,
        );
  };
  const file = found(await read(ask, id, (db, _seen, asking) => find(db, asking)));
  return { stream: ask.kernel.files.read(file.file_hash), name: file.name, contentType: file.content_type, sizeBytes: file.size_bytes };
}

/** How much the asking contact sees of a ticket, after a change of its own. */
const readingNow = async (ask: Ask, db: Tx, ticketId: string): Promise<Reading> => {
  const asking = contactAsking(await ask.kernel.loadFacts(db, ask.principal, ask.now, false));
  return readingOf(asking.access, found(await findKnownTicket(db, ticketId, participationsOf(asking.access), ask.now)).facts);
};

const participants = async (db: Tx, ticketId: string) => ({ items: (await listParticipantRows(db, ticketId)).map(presentParticipant) });
const newestParticipant = async (db: Tx, ticketId: string) => found((await listParticipantRows(db, ticketId)).at(-1));

/** A list that is told again while its scope's tickets stay as they are; a search is not: it also depends on articles, nor what is due: on the clock. */
function readList<View>(
  ask: Ask,
  endpoint: Endpoint,
  query: { q?: string | undefined; due?: Due | undefined; waiting?: "due" | undefined },
  list: (db: Tx, who: Asking) => Promise<View>,
  scopeOf: (who: Asking) => Scope,
): Promise<View | Told<View>> {
  if (query.q !== undefined || query.due !== undefined || query.waiting !== undefined) return ask.read(list);
  return ask.readAgain([endpoint.path, query], list, (db, who) => groundsOfList(db, scopeOf(who), ask.now));
}

const agentRoutes: readonly Route[] = [
  route(exporting.exportTickets, (ask, { query }) =>
    ticketFile(ask, query, (db, who, own) =>
      gatherRows(query, (page) => listForAgent(db, agentAsking(who), { ...query, ...page }, ask.language, ask.now), undefined, own),
    ),
  ),
  route(ticket.listTickets, (ask, { query }) =>
    readList(
      ask,
      ticket.listTickets,
      query,
      (db, who) => listForAgent(db, agentAsking(who), query, ask.language, ask.now),
      (who) => agentScopeOf(agentAsking(who).agent, "read"),
    ),
  ),
  route(ticket.createTicketAsAgent, (ask, { body }) => ask.run(createTicket, body, agentTicket(ask))),
  route(ticket.getTicket, (ask, { params }) =>
    ask.readAgain(
      [ticket.getTicket.path, params.id],
      async (db, who) => {
        const seen = await seenByAgent(db, agentAsking(who), params.id, ask.now);
        return presentTicketForAgent(seen.row, seen.allowed, ask.language);
      },
      (db) => groundsOfTicket(db, params.id, null, ask.now),
    ),
  ),
  route(ticket.listTicketSteps, (ask, { params }) =>
    ask.read(async (db, who) => {
      const asking = agentAsking(who);
      const seen = await seenByAgent(db, asking, params.id, ask.now);
      return { items: presentSteps(seen, asking.agent, await loadWorkflow(db), await listStatuses(db), ask) };
    }),
  ),
  route(ticket.changeTicket, (ask, { params, body }) => ask.run(changeTicket, { ...body, ticketId: params.id }, agentTicket(ask))),
  route(ticket.changeTickets, (ask, { body }) =>
    body.dryRun
      ? ask.read(async (db, who) => presentOutcomes(await reviewChanges(db, agentAsking(who), body, ask.now), ask.translate))
      : ask.run(changeTickets, body, (_db, changed) => presentOutcomes(changed, ask.translate)),
  ),
  route(merge.mergeTickets, (ask, { params, body }) => ask.run(mergeTickets, { ...body, targetId: params.id }, agentTicket(ask))),
  route(merge.unmergeTicket, (ask, { params }) => ask.run(unmergeTicket, { ticketId: params.id }, agentTicket(ask))),
  route(ticket.undoTicketChanges, (ask, { body }) => ask.run(undoChanges, body, (_db, undone) => presentOutcomes(undone, ask.translate))),
  route(ticket.listArticles, (ask, { params, query }) =>
    readAsAgent(ask, params.id, async (db, _seen, asking) => {
      const merged = new Map((await mergedReadIn(db, asking, params.id, ask.now)).map((ticket) => [ticket.row.ticket_id, ticket.row]));
      const { rows, ...page } = await listArticleRows(db, [params.id, ...merged.keys()], false, query);
      return { items: rows.map((row) => presentArticle(row, workspaceFile(params.id), merged.get(row.ticket_id))), ...page };
    }),
  ),
  route(ticket.addArticle, (ask, { params, body }) =>
    ask.run(addArticle, { ...body, ticketId: params.id }, async (db, articleId) =>
      presentArticle(await getArticleRow(db, articleId), workspaceFile(params.id)),
    ),
  ),
  route(ticket.getAttachment, (ask, { params }) => fileAnswer(ask, readAsAgent, params, false)),
  route(ticket.listParticipants, (ask, { params }) => readAsAgent(ask, params.id, (db) => participants(db, params.id))),
  route(ticket.addParticipant, (ask, { params, body }) =>
    ask.run(
      addParticipant,
      {
        ticketId: params.id,
        contactId: "contactId" in body ? body.contactId : null,
        companyId: "companyId" in body ? body.companyId : null,
        level: body.level,
      },
      async (db, ticketId) => presentParticipant(await newestParticipant(db, ticketId)),
    ),
  ),
  route(ticket.removeParticipant, (ask, { params }) =>
    ask.run(removeParticipant, { ticketId: params.id, participantId: params.participantId }, () => undefined),
  ),
  route(ticket.uploadAsAgent, (ask, { query }) => receiveUpload(ask, { agentId: agentPrincipal(ask.principal).agentId }, query.name)),
  route(listContactTickets, (ask, { params, query }) => ask.read((db, who) => listOfContact(db, agentAsking(who), params.id, query, ask.language, ask.now))),
];

const portalRoutes: readonly Route[] = [
  route(exporting.exportPortalTickets, (ask, { query }) =>
    ticketFile(ask, query, (db, who) => gatherRows(query, (page) => listForContact(db, contactAsking(who), { ...query, ...page }, ask.language, ask.now))),
  ),
  route(portal.listPortalTickets, (ask, { query }) =>
    readList(
      ask,
      portal.listPortalTickets,
      query,
      (db, who) => listForContact(db, contactAsking(who), query, ask.language, ask.now),
      (who) => scopeOfList(contactAsking(who), query.view),
    ),
  ),
  route(portal.createPortalTicket, (ask, { body }) =>
    ask.run(createRequest, body, async (db, ticketId) => {
      // With create but without read, as in OTRS, the writer sees this once what was written.
      return presentCreated(db, contactAsking(await ask.kernel.loadFacts(db, ask.principal, ask.now, false)), ticketId, ask.language, ask.now);
    }),
  ),
  route(portal.getPortalTicket, (ask, { params }) =>
    ask.readAgain(
      [portal.getPortalTicket.path, params.id],
      async (db, who) => {
        const asking = contactAsking(who);
        const seen = await openedByContact(db, asking, params.id, ask.now);
        const [path = "requester"] = matchingPaths(scopeFor(asking.access, "read"), seen.facts);
        const lastAuthor = (await listLastAuthors(db, [params.id])).get(params.id);
        const eyes = await eyesOf(db, asking);
        const shown = presentTicketForContact(seen, eyes, seen.allowed, ask.language);
        return { ...shown, nextStep: nextStep(seen.row, lastAuthor), path: path as "requester", verdicts: verdictsNow(eyes, seen.row, shown.can) };
      },
      (db, who) => groundsOfTicket(db, params.id, contactAsking(who).access, ask.now),
    ),
  ),
  route(portal.getListOptions, (ask, { query }) => ask.read((db, who) => presentListOptions(db, contactAsking(who).access, query, ask.language))),
  route(portal.listWaitingTickets, (ask) => ask.read((db, who) => listWaiting(db, contactAsking(who), ask.language, ask.now))),
  route(portal.changePortalTicket, (ask, { params, body }) => ask.run(changeRequest, { ...body, ticketId: params.id }, portalTicket(ask))),
  route(portal.judgeTicket, (ask, { params, body }) => ask.run(judgeTicket, { ...body, ticketId: params.id }, portalTicket(ask))),
  route(portal.listPortalArticles, (ask, { params, query }) =>
    readAsContact(ask, params.id, async (db, { facts }, asking) => {
      const merged = new Map((await mergedReadIn(db, asking, params.id, ask.now)).map((ticket) => [ticket.row.ticket_id, ticket]));
      const { rows, ...page } = await listArticleRows(db, [params.id, ...merged.keys()], true, query);
      const present = (row: (typeof rows)[number]) => {
        const from = merged.get(row.ticket_id);
        return presentArticleForContact(row, readingOf(asking.access, from ? unmerged(from.facts) : facts), portalFile(params.id), from?.row);
      };
      return { items: rows.map(present), ...page };
    }),
  ),
  route(portal.replyInPortal, (ask, { params, body }) =>
    // Its own message: everybody sees his own name.
    ask.run(replyToTicket, { ...body, ticketId: params.id }, async (db, articleId) =>
      presentArticle(await getArticleRow(db, articleId), portalFile(params.id)),
    ),
  ),
  route(portal.getPortalAttachment, (ask, { params }) => fileAnswer(ask, readAsContact, params, true)),
  route(portal.listPortalParticipants, (ask, { params }) =>
    readAsContact(ask, params.id, async (db, { facts }, { access }) => {
      const reading = readingOf(access, facts);
      return { items: (await listParticipantRows(db, params.id)).map((row) => presentParticipantForContact(row, reading)) };
    }),
  ),
  route(portal.shareInPortal, (ask, { params, body }) =>
    ask.run(shareTicket, { ...body, ticketId: params.id }, async (db, ticketId) =>
      presentParticipantForContact(await newestParticipant(db, ticketId), await readingNow(ask, db, ticketId)),
    ),
  ),
  route(portal.unshareInPortal, (ask, { params }) => ask.run(unshareTicket, { ticketId: params.id, participantId: params.participantId }, () => undefined)),
  route(portal.uploadInPortal, (ask, { query }) => receiveUpload(ask, { contactId: contactPrincipal(ask.principal).contactId }, query.name)),
  route(portal.getCreateOptions, (ask, { query }) => ask.read((db, who) => presentCreateOptions(db, contactAsking(who).access, query, ask.language))),
];

export const routes: readonly Route[] = [...agentRoutes, ...portalRoutes];
