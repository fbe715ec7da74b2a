/** The whole server on a port: its streams through a real connection, and its end. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { followPortalTickets, followTickets } from "#contract/live.ts";
import { startServer } from "#server/main.ts";
import { startTestApp, type TestApp } from "#test/app.ts";
import { follow } from "#test/follow.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

test("a server with open streams tells through them, and stops within a second", async () => {
  const { config, log } = app.kernel;
  const server = await startServer({ config: { ...config, port: 0 }, log, address: app.address });
  const through = {
    fetch: (path: string, init: RequestInit = {}, as: { cookie: string } | { bearer: string } | null = null) =>
      fetch(`${server.url}${path}`, { ...init, headers: as && "cookie" in as ? { cookie: as.cookie } : {} }),
  };
  const contactId = await app.person(await app.company());
  const portal = await follow(through, await app.signIn({ contactId }), followPortalTickets);
  const workspace = await follow(through, await app.administrator(), followTickets);
  const ticketId = await app.ticket({ queue_id: await app.queue(), contact_id: contactId });
  await portal.heard("tickets");
  await workspace.heard("tickets");
  expect([portal.named(), workspace.named()]).toEqual([[ticketId], [ticketId]]);
  const started = performance.now();
  await server.stop();
  expect(performance.now() - started).toBeLessThan(1000);
  await Promise.all([portal.ended, workspace.ended]);
  expect(portal.messages.filter((message) => message.kind === "ended")).toEqual([]);
});
