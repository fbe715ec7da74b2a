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
import { resendMail } from "./resend-mail.ts";
import { sendTestMail } from "./send-test-mail.ts";

export const routes: readonly Route[] = [
  route(contract.listOutbox, (ask, { query }) =>
    ask.read(async (db) => {
      const after = keysOf(query.cursor, "newest", ["instant", "id"]);
      const reader = agentPrincipal(ask.principal);
      const { rows, next } = pageOf(await listMails(db, query.state, after, query.limit), query.limit, (row) =>
        encodeCursor("newest", row.sort_key, row.mail_id),
      );
      return { items: rows.map((row) => presentMail(row, reader, senderOf(ask.kernel) !== null)), next, ...(await countMails(db, query.state, query.count)) };
    }),
  ),
  route(contract.resendMail, async (ask, { params }) => {
    await ask.run(resendMail, params, () => undefined);
    if ((await deliverMail(ask.kernel, params.id, senderOf(ask.kernel))) === "failed") throw new Refusal("mail.notSent");
    const { state } = await getMail(ask.kernel.databases.main, params.id);
    return { state: state as contract.MailState };
  }),
  route(contract.sendTestMail, async (ask, { body }) => {
    const mailId = await ask.run(sendTestMail, body, (_db, output) => output);
    const delivery = await deliverMail(ask.kernel, mailId, senderOf(ask.kernel));
    if (delivery === "failed" || delivery === "unreachable") throw new Refusal("mail.notSent");
    return presentMail(await getMail(ask.kernel.databases.main, mailId), agentPrincipal(ask.principal), senderOf(ask.kernel) !== null);
  }),
];
