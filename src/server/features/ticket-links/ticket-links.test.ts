import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { API } from "#contract/api.ts";
import * as portal from "#contract/portal-ticket.ts";
import * as contract from "#contract/ticket-link.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
let queueId: string;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  queueId = await app.queue();
});
afterAll(() => app.close());

const ticket = (values: Partial<Parameters<TestApp["ticket"]>[0]> = {}) => app.ticket({ queue_id: queueId, ...values });
const list = (id: string, as = administrator) => call(as, contract.listTicketLinks, { params: { id } });
const link = (id: string, side: (typeof contract.ticketLinkView.shape.side.options)[number], ticketId: string, as = administrator) =>
  call(as, contract.linkTicket, { params: { id }, body: { side, ticketId } });

describeGuards(
  () => app,
  [
    { endpoint: contract.listTicketLinks },
    { endpoint: contract.linkTicket, body: { side: "relates", ticketId: "00000000-0000-7000-8000-000000000001" } },
    { endpoint: contract.unlinkTicket },
  ],
);

describe("a link", () => {
  test("shows on both tickets, each time from its own side, with the other one's status, and goes from both", async () => {
    const [broken, part] = [await ticket({ subject: "Broken" }), await ticket({ subject: "Spare part", type: "pending" })];
    const made = await link(broken, "blockedBy", part);
    expect(made).toMatchObject({ side: "blockedBy", ticket: { id: part, subject: "Spare part", statusType: "pending" } });
    expect(await list(part)).toMatchObject({ items: [{ id: made.id, side: "blocks", ticket: { id: broken, subject: "Broken" } }], hidden: 0, can: ["change"] });
    const events = await app.db.selectFrom("audit_event").select(["event", "subject_id", "after"]).where("event", "=", "ticket.linked").execute();
    expect(
      events
        .filter(({ subject_id }) => [broken, part].includes(subject_id ?? ""))
        .map(({ after }) => (after as { link: string }).link)
        .sort(),
    ).toEqual(["blockedBy", "blocks"]);
    await call(administrator, contract.unlinkTicket, { params: { id: part, linkId: made.id } });
    for (const id of [broken, part]) expect((await list(id)).items).toEqual([]);
    await app.refused("record.notFound", administrator, contract.unlinkTicket, { params: { id: part, linkId: made.id } });
  });

  test("of a kind is there once, whichever side says so; of another kind it may be as well", async () => {
    const [a, b] = [await ticket(), await ticket()];
    await link(a, "blocks", b);
    for (const [id, side, other] of [
      [a, "blocks", b],
      [b, "blocks", a],
      [b, "blockedBy", a],
    ] as const)
      await app.refused("link.alreadyThere", administrator, contract.linkTicket, { params: { id }, body: { side, ticketId: other } });
    await link(b, "followedBy", a);
    expect((await list(a)).items.map(({ side }) => side)).toEqual(["blocks", "follows"]);
    await app.refused("link.itself", administrator, contract.linkTicket, { params: { id: a }, body: { side: "relates", ticketId: a } });
  });

  test("is not made to what is not there any more", async () => {
    const [open, removed] = [await ticket(), await ticket({ type: "removed" })];
    await app.refused("ticket.gone", administrator, contract.linkTicket, { params: { id: open }, body: { side: "relates", ticketId: removed } });
    await app.refused("ticket.gone", administrator, contract.linkTicket, { params: { id: removed }, body: { side: "relates", ticketId: open } });
  });

  test("to a ticket that the agent may not read is counted, not shown, not made and not taken away", async () => {
    const agent = await app.agent(["ticket:read", "ticket:write"]);
    const group = await app.group();
    await app.agentRight(agent.agentId, group);
    const [mine, foreign] = [await ticket({ queue_id: await app.queue(group) }), await ticket({ subject: "Not for everybody" })];
    await app.refused("record.unknownReference", agent, contract.linkTicket, { params: { id: mine }, body: { side: "relates", ticketId: foreign } });
    const { id: linkId } = await link(mine, "relates", foreign);
    expect(await list(mine, agent)).toEqual({ items: [], hidden: 1, can: ["change"] });
    await app.refused("record.notFound", agent, contract.unlinkTicket, { params: { id: mine, linkId } });
    await app.refused("record.notFound", agent, contract.listTicketLinks, { params: { id: foreign } });
  });

  test("is nothing that contacts hear of: no endpoint, no word, no other time or version of the ticket", async () => {
    expect(Object.values(API).filter(({ policy, path }) => policy.realm === "contact" && path.includes("/links"))).toEqual([]);
    const company = await app.company();
    const contactId = await app.person(company, "manager");
    const anna = await app.signIn({ contactId });
    const id = await ticket({ company_id: company, contact_id: contactId });
    const before = await app.call(anna, portal.getPortalTicket, { params: { id } });
    await link(id, "duplicates", await ticket({ subject: "Of somebody else" }));
    expect(await app.call(anna, portal.getPortalTicket, { params: { id } })).toEqual(before);
  });
});
