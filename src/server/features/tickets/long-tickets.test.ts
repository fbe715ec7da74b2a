import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as portal from "#contract/portal-ticket.ts";
import { startTestApp, type TestApp } from "#test/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** PostgreSQL refuses a search text of more than 1 MB of different words; logs in messages reach that. */
const manyWords = (first: string): string => [first, ...Array.from({ length: 9000 }, () => randomBytes(5).toString("hex"))].join(" ");

test("a ticket whose messages are longer than any search index takes still takes answers, and is found by number, subject and its newest messages", async () => {
  const companyId = await app.company();
  const anna = await app.signIn({ contactId: await app.person(companyId) });
  const body = { subject: "Zahnradbahn", queueId: await app.queue() };
  const { id } = await app.call(anna, portal.createPortalTicket, { body: { ...body, bodyText: manyWords("first") } });
  for (let count = 0; count < 12; count += 1) {
    await app.call(anna, portal.replyInPortal, { params: { id }, body: { bodyText: manyWords(`answer${count}`) } });
  }
  for (const q of ["Zahnradbahn", "answer11"]) {
    const { items } = await app.call(anna, portal.listPortalTickets, { query: { q } });
    expect(
      items.map((item) => item.id),
      q,
    ).toEqual([id]);
  }
});
