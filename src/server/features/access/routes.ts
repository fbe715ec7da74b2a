/** The questions: why, who, what can this person reach. */
import { askWhatIf, effectiveAccessOf, explainAccess, listReaders, whoCanRead } from "#contract/access.ts";
import { contactAsking, type Route, route } from "#server/platform/http/route.ts";
import { effectiveFor, explainFor, whoFor } from "./answer-questions.ts";
import { whatIfFor } from "./answer-what-if.ts";
import { readersFor } from "./readers-for-contact.ts";

export const routes: readonly Route[] = [
  route(explainAccess, (ask, { query }) => ask.read((db, asking) => explainFor({ ...ask, db, asking }, query))),
  route(whoCanRead, (ask, { query }) => ask.read((db, asking) => whoFor({ ...ask, db, asking }, query))),
  route(listReaders, (ask, { params, query }) =>
    ask.read((db, asking) => readersFor(db, contactAsking(asking).access, { ...query, ticketId: params.id }, ask.now)),
  ),
  route(askWhatIf, (ask, { body }) => ask.rehearse(body.change, (rehearsed) => whatIfFor(rehearsed, body, ask.now))),
  route(effectiveAccessOf, (ask, { query }) => ask.read((db, asking) => effectiveFor({ ...ask, db, asking }, query.contact))),
];
