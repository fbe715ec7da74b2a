/** The questions: why, who, what can this person reach. */
import { effectiveAccessOf, explainAccess, whoCanRead } from "#contract/access.ts";
import { type Route, route } from "#server/platform/http/route.ts";
import { effectiveFor, explainFor, whoFor } from "./answer-questions.ts";

export const routes: readonly Route[] = [
  route(explainAccess, (ask, { query }) => ask.read((db, asking) => explainFor({ ...ask, db, asking }, query))),
  route(whoCanRead, (ask, { query }) => ask.read((db, asking) => whoFor({ ...ask, db, asking }, query))),
  route(effectiveAccessOf, (ask, { query }) => ask.read((db, asking) => effectiveFor({ ...ask, db, asking }, query.contact))),
];
