/** The outbox: what was sent, waits, failed or is kept. */
import * as contract from "#contract/administration.ts";
import { encodeCursor, pageOf } from "#server/platform/http/cursor.ts";
import { keysOf } from "#server/platform/http/keyset.ts";
import { agentPrincipal, type Route, route } from "#server/platform/http/route.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { deliverMail } from "./deliver-mail.ts";
import { senderOf } from "./jobs.ts";
import { presentMail } from "./present.ts";
import { countMails, getMail, listMails } from "./queries.ts";
import { sendTestMail } from "./send-test-mail.ts";

export const routes: readonly Route[] = [
  route(contract.listOutbox, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "newest", ["instant", "id"]);
      const { rows, next } = pageOf(await listMails(db, after, query.limit), query.limit, (row) => encodeCursor("newest", row.sort_key, row.mail_id));
      return { items: rows.map((row) => presentMail(row, agentPrincipal(ask.principal))), next, ...(await countMails(db, query.count)) };
    }),
  ),
  route(contract.sendTestMail, async (ask, { body }) => {
    const mailId = await ask.run(sendTestMail, body, (_db, output) => output);
    const delivery = await deliverMail(ask.kernel, mailId, senderOf(ask.kernel));
    if (delivery === "failed" || delivery === "unreachable") throw new Refusal("mail.notSent");
    return presentMail(await getMail(ask.kernel.databases.main, mailId), agentPrincipal(ask.principal));
  }),
];
