import * as contract from "#contract/checkup.ts";
import { CHECKS } from "#domain/access/checkup.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { findingView } from "./present.ts";
import { countChecks, findingOrder, listFindings } from "./queries.ts";

export const routes: readonly Route[] = [
  route(contract.getCheckup, (ask) =>
    ask.read(async (db) => ({ checks: (await countChecks(db, ask.now)).map((check) => ({ ...check, area: CHECKS[check.id].area })) })),
  ),
  route(contract.listFindings, (ask, { query }) =>
    ask.read(async (db) => {
      const { rows, ...total } = await listFindings(db, query, ask.now);
      const page = pageOf(rows, query.limit, (row) => encodeCursor(findingOrder(query.check), ...row.keys));
      return { items: page.rows.map((row) => findingView(query.check, row, agentPrincipal(ask.principal), ask)), next: page.next, ...total };
    }),
  ),
];
