import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listContactTickets } from "#contract/contact.ts";
import * as portal from "#contract/portal-ticket.ts";
import * as contract from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { ROLES, statusIdOf } from "#test/builders.ts";

let app: TestApp;
let admin: Signed = null;
const ids = { company: "", otherCompany: "", group: "", queue: "", closedQueue: "", anna: "", bernd: "", stranger: "" };
const as: Record<"anna" | "bernd" | "stranger", Signed> = { anna: null, bernd: null, stranger: null };

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  await app.setting("access.restrictQueuesByGroup", true);
  ids.company = await app.company({ name: "Müller AG" });
  ids.otherCompany = await app.company();
  ids.group = await app.group();
  ids.queue = await app.queue(ids.group);
  ids.closedQueue = await app.queue(ids.group, { follow_up: "reject" });
  for (const company of [ids.company, ids.otherCompany]) await app.right(ids.group, { company_id: company, context: "own", can_edit: true });
  ids.anna = await app.person(ids.company, "advanced", { first_name: "Anna", last_name: "Berger", email: "anna@example.com" });
  ids.bernd = await app.person(ids.company, "basic", { first_name: "Bernd", last_name: "Roth", email: "bernd@example.com" });
  ids.stranger = await app.person(ids.otherCompany, "manager", { email: "stranger@example.com" });
  as.anna = await app.signIn({ contactId: ids.anna });
  as.bernd = await app.signIn({ contactId: ids.bernd });
  as.stranger = await app.signIn({ contactId: ids.stranger });
});
afterAll(() => app.close());

const upload = async (who: Signed, name: string, content: string, type = "text/plain") => {
  const answer = await app.fetch(
    `/api/v1/portal/uploads?name=${encodeURIComponent(name)}`,
    { method: "POST", body: content, headers: { "content-type": type } },
    who,
  );
  return { status: answer.status, body: (await answer.json()) as { id: string; name: string; sizeBytes: number; code: string } };
};
const write = (who: Signed, values: Record<string, unknown> = {}) =>
  app.call(who, portal.createPortalTicket, { body: { subject: "Printer", bodyText: "It does not print", queueId: ids.queue, ...values } });

describe("writing a request", () => {
  test("gives a number of the format, status new, and the writer sees it at once", async () => {
    const ticket = await write(as.anna);
    expect(ticket).toMatchObject({
      statusType: "new",
      companyId: ids.company,
      contactId: ids.anna,
      companyName: "Müller AG",
      can: expect.arrayContaining(["read", "reply", "close"]),
    });
    expect(ticket.number).toMatch(/^\d{13}$/);
    const { items } = await app.call(as.anna, portal.listPortalTickets, { query: { view: "mine" } });
    expect(items.map((item) => item.id)).toContain(ticket.id);
  });

  test("is refused for a foreign company, a queue without the right, a closed queue, an unknown service and an empty message", async () => {
    const foreignQueue = await app.queue();
    const inactive = await app.queue(ids.group, { state: "closed" });
    const body = { subject: "s", bodyText: "b", queueId: ids.queue };
    for (const change of [
      { companyId: ids.otherCompany },
      { queueId: foreignQueue },
      { queueId: inactive },
      { queueId: "00000000-0000-7000-8000-00000000dead" },
    ]) {
      await app.refused("ticket.mayNotCreateHere", as.anna, portal.createPortalTicket, { body: { ...body, ...change } });
    }
    await app.refused("ticket.serviceNotOffered", as.anna, portal.createPortalTicket, {
      body: { ...body, serviceId: "00000000-0000-7000-8000-00000000dead" },
    });
    await app.refused("ticket.emptyMessage", as.anna, portal.createPortalTicket, { body: { ...body, bodyText: "  " } });
    await app.refused("request.invalid", as.anna, portal.createPortalTicket, { body: { ...body, subject: "" } });
    await app.refused("request.invalid", as.anna, portal.createPortalTicket, { body: { ...body, contactId: ids.bernd } });
  });

  test("with an Idempotency-Key happens once, and the same key with another body is refused", async () => {
    const body = { subject: "Once", bodyText: "b", queueId: ids.queue };
    const headers = { "idempotency-key": "key-1" };
    const [first, second] = await Promise.all([
      app.call(as.anna, portal.createPortalTicket, { body, headers }),
      app.call(as.anna, portal.createPortalTicket, { body, headers }),
    ]);
    expect(second).toEqual(first);
    await app.refused("request.idempotencyMismatch", as.anna, portal.createPortalTicket, { body: { ...body, subject: "Twice" }, headers });
    expect((await app.call(as.bernd, portal.createPortalTicket, { body, headers })).id).not.toBe(first.id);
  });

  test("for a subsidiary needs the role's permission, and is possible even where the portal is off", async () => {
    const child = await app.company({ parent_id: ids.company, portal_enabled: false });
    expect((await write(as.anna, { companyId: child })).companyId).toBe(child);
    await app.refused("ticket.mayNotCreateHere", as.bernd, portal.createPortalTicket, {
      body: { subject: "s", bodyText: "b", queueId: ids.queue, companyId: child },
    });
  });

  test("offers exactly what would be accepted", async () => {
    const options = await app.call(as.anna, portal.getCreateOptions);
    expect(options.queues.map((queue) => queue.id)).toEqual(expect.arrayContaining([ids.queue, ids.closedQueue]));
    expect(options.queues).toHaveLength(2);
    expect(options.companies[0]).toMatchObject({ id: ids.company, primary: true, subsidiary: false });
    expect(options.companies.every((company) => company.id !== ids.otherCompany)).toBe(true);
  });

  test("names the queue of the newest one, if it is offered still", async () => {
    const lastQueue = async () => (await app.call(as.bernd, portal.getCreateOptions)).lastQueueId;
    await write(as.bernd, { queueId: ids.queue });
    app.later(1000);
    const { id } = await write(as.bernd, { queueId: ids.closedQueue });
    expect(await lastQueue()).toBe(ids.closedQueue);
    const foreignQueue = await app.queue();
    await app.db.updateTable("ticket").set({ queue_id: foreignQueue }).where("ticket_id", "=", id).execute();
    expect(await lastQueue()).toBeNull();
  });
});

describe("attachments", () => {
  test("are uploaded, named by a message, and come back byte by byte, never as a page", async () => {
    const file = await upload(as.anna, "../näme\u202e.html", "<script>alert(1)</script>", "text/html");
    expect([file.status, file.body.name]).toEqual([201, "näme.html"]);
    const ticket = await write(as.anna, { uploads: [file.body.id] });
    const { items } = await app.call(as.anna, portal.listPortalArticles, { params: { id: ticket.id } });
    const attachment = items[0]?.attachments[0];
    expect(attachment).toMatchObject({ name: "näme.html", sizeBytes: 25 });
    const answer = await app.fetch(`/api/v1/portal/tickets/${ticket.id}/attachments/${attachment?.id}`, {}, as.anna);
    expect([answer.headers.get("content-type"), answer.headers.get("content-disposition")?.startsWith("attachment;")]).toEqual([
      "application/octet-stream",
      true,
    ]);
    expect(await answer.text()).toBe("<script>alert(1)</script>");
  });

  test("that are too large or empty are refused, and nothing is stored", async () => {
    await app.setting("attachments.largestMegabytes", 1);
    const before = await app.db
      .selectFrom("stored_file")
      .select((eb) => eb.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    expect((await upload(as.anna, "big.bin", "x".repeat(1_048_577))).body.code).toBe("attachment.tooLarge");
    expect((await upload(as.anna, "empty.bin", "")).body.code).toBe("attachment.emptyFile");
    expect(
      await app.db
        .selectFrom("stored_file")
        .select((eb) => eb.fn.countAll().as("count"))
        .executeTakeFirstOrThrow(),
    ).toEqual(before);
    await app.db.deleteFrom("setting").where("setting_key", "=", "attachments.largestMegabytes").execute();
  });

  test("of somebody else cannot be used, nor one twice", async () => {
    const file = await upload(as.anna, "a.txt", "a");
    await app.refused("attachment.unknownUpload", as.bernd, portal.createPortalTicket, {
      body: { subject: "s", bodyText: "b", queueId: ids.queue, uploads: [file.body.id] },
    });
    await write(as.anna, { uploads: [file.body.id] });
    await app.refused("attachment.unknownUpload", as.anna, portal.createPortalTicket, {
      body: { subject: "s", bodyText: "b", queueId: ids.queue, uploads: [file.body.id] },
    });
  });

  test("of an internal note, and of another ticket, are not there for contacts", async () => {
    const ticket = await write(as.anna);
    const other = await write(as.anna);
    const sent = await app.fetch("/api/v1/uploads?name=secret.txt", { method: "POST", body: "secret", headers: { "content-type": "text/plain" } }, admin);
    const note = await app.call(admin, contract.addArticle, {
      params: { id: ticket.id },
      body: { bodyText: "internal", visible: false, uploads: [((await sent.json()) as { id: string }).id] },
    });
    const attachmentId = note.attachments[0]?.id ?? "";
    await app.refused("record.notFound", as.anna, portal.getPortalAttachment, { params: { id: ticket.id, attachmentId } });
    await app.refused("record.notFound", as.anna, portal.getPortalAttachment, { params: { id: other.id, attachmentId } });
    expect((await app.fetch(`/api/v1/tickets/${ticket.id}/attachments/${attachmentId}`, {}, admin)).status).toBe(200);
  });
});

describe("a conversation", () => {
  test("goes back and forth; the internal note stays inside: not in the list, the count, the search", async () => {
    const ticket = await write(as.anna);
    await app.call(admin, contract.addArticle, { params: { id: ticket.id }, body: { bodyText: "Which model?", visible: true } });
    await app.call(admin, contract.addArticle, { params: { id: ticket.id }, body: { bodyText: "topsecretword", visible: false } });
    await app.call(as.anna, portal.replyInPortal, { params: { id: ticket.id }, body: { bodyText: "The grey one" } });
    const seen = await app.call(as.anna, portal.listPortalArticles, { params: { id: ticket.id } });
    expect([seen.items.map((item) => item.bodyText), seen.total]).toEqual([["It does not print", "Which model?", "The grey one"], 3]);
    expect((await app.call(admin, contract.listArticles, { params: { id: ticket.id } })).total).toBe(4);
    expect((await app.call(as.anna, portal.listPortalTickets, { query: { q: "topsecretword" } })).items).toEqual([]);
    expect((await app.call(admin, contract.listTickets, { query: { q: "topsecretword" } })).items.map((item) => item.id)).toEqual([ticket.id]);
    expect((await app.call(as.anna, portal.listPortalTickets, { query: { q: "grey prin" } })).items.map((item) => item.id)).toEqual([ticket.id]);
  });

  test("is shown cleaned: no script, no foreign picture, own pictures by their address", async () => {
    const ticketId = await app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: ids.anna });
    const html = `<p onclick="x()">Hi</p><script>alert(1)</script><img src="https://tracker.example/a.png"><img src="//tracker.example/b.png"><a href="javascript:x()">a</a>`;
    await app.article(ticketId, { body_html: html });
    const { items } = await app.call(as.anna, portal.listPortalArticles, { params: { id: ticketId } });
    expect(items[0]?.bodyHtml).toBe(`<p>Hi</p><a rel="noopener noreferrer nofollow" target="_blank">a</a>`);
  });

  test("reopens a closed ticket where its queue allows, and is refused where it does not", async () => {
    const open = await app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: ids.anna, type: "closed" });
    await app.call(as.anna, portal.replyInPortal, { params: { id: open }, body: { bodyText: "Again" } });
    expect((await app.call(as.anna, portal.getPortalTicket, { params: { id: open } })).statusType).toBe("open");
    const rejecting = await app.ticket({ queue_id: ids.closedQueue, company_id: ids.company, contact_id: ids.anna, type: "closed" });
    expect((await app.call(as.anna, portal.getPortalTicket, { params: { id: rejecting } })).can).not.toContain("reply");
    await app.refused("ticket.notAnswerable", as.anna, portal.replyInPortal, { params: { id: rejecting }, body: { bodyText: "Again" } });
  });

  test("with a right to read only cannot be answered", async () => {
    const group = await app.group();
    await app.right(group, { company_id: ids.company, context: "own", can_read: true });
    const ticketId = await app.ticket({ queue_id: await app.queue(group), company_id: ids.company, contact_id: ids.anna });
    expect((await app.call(as.anna, portal.getPortalTicket, { params: { id: ticketId } })).can).toEqual(["read"]);
    await app.refused("ticket.notPermitted", as.anna, portal.replyInPortal, { params: { id: ticketId }, body: { bodyText: "x" } });
  });

  test("closes and opens by the contact, against the version that was read", async () => {
    const ticket = await write(as.anna);
    const closed = await app.call(as.anna, portal.changePortalTicket, { params: { id: ticket.id }, body: { version: ticket.version, state: "closed" } });
    expect(closed.statusType).toBe("closed");
    await app.refused("record.versionStale", as.anna, portal.changePortalTicket, {
      params: { id: ticket.id },
      body: { version: ticket.version, state: "open" },
    });
    expect(
      (await app.call(as.anna, portal.changePortalTicket, { params: { id: ticket.id }, body: { version: closed.version, state: "open" } })).statusType,
    ).toBe("open");
  });
});

describe("sharing", () => {
  test("lets a colleague in who sees own tickets only, and out again", async () => {
    const ticket = await write(as.anna);
    await app.refused("record.notFound", as.bernd, portal.getPortalTicket, { params: { id: ticket.id } });
    const participant = await app.call(as.anna, portal.shareInPortal, { params: { id: ticket.id }, body: { email: "BERND@example.com", level: "read" } });
    expect((await app.call(as.bernd, portal.getPortalTicket, { params: { id: ticket.id } })).can).toEqual(["read"]);
    expect((await app.call(as.bernd, portal.listPortalTickets, { query: { view: "shared" } })).items.map((item) => item.id)).toContain(ticket.id);
    await app.refused("participant.alreadyThere", as.anna, portal.shareInPortal, {
      params: { id: ticket.id },
      body: { contactId: ids.bernd, level: "reply" },
    });
    await app.call(as.anna, portal.unshareInPortal, { params: { id: ticket.id, participantId: participant.id } });
    await app.refused("record.notFound", as.bernd, portal.getPortalTicket, { params: { id: ticket.id } });
  });

  test("outside the company is refused, and tells nobody who exists", async () => {
    const ticket = await write(as.anna);
    const outside = await app.refused("participant.outside", as.anna, portal.shareInPortal, {
      params: { id: ticket.id },
      body: { email: "stranger@example.com", level: "read" },
    });
    const unknown = await app.refused("participant.outside", as.anna, portal.shareInPortal, {
      params: { id: ticket.id },
      body: { email: "nobody@example.com", level: "read" },
    });
    expect(outside).toEqual(unknown);
    await app.call(admin, contract.addParticipant, { params: { id: ticket.id }, body: { companyId: ids.otherCompany, level: "reply" } });
    expect((await app.call(as.stranger, portal.getPortalTicket, { params: { id: ticket.id } })).can).toEqual(["read", "reply"]);
    const { items } = await app.call(as.anna, portal.listPortalParticipants, { params: { id: ticket.id } });
    await app.refused("ticket.notPermitted", as.anna, portal.unshareInPortal, { params: { id: ticket.id, participantId: items[0]?.id ?? "" } });
  });
});

describe("agents", () => {
  test("read and write where they have rights, create where they may, and see nothing else", async () => {
    const agent = await app.agent();
    const readable = await app.group();
    await app.agentRight(agent.agentId, ids.group, { can_edit: true });
    await app.agentRight(agent.agentId, readable, { can_read: true });
    const readOnly = await app.ticket({ queue_id: await app.queue(readable) });
    const foreign = await app.ticket({ queue_id: await app.queue() });
    expect((await app.call(agent, contract.getTicket, { params: { id: readOnly } })).can).toEqual(["read"]);
    await app.refused("ticket.notPermitted", agent, contract.addArticle, { params: { id: readOnly }, body: { bodyText: "x", visible: true } });
    await app.refused("record.notFound", agent, contract.getTicket, { params: { id: foreign } });
    const listed = (await app.call(agent, contract.listTickets, { query: { limit: 500 } })).items.map((item) => item.id);
    expect(listed).toContain(readOnly);
    expect(listed).not.toContain(foreign);
    const made = await app.call(agent, contract.createTicketAsAgent, { body: { subject: "s", bodyText: "b", queueId: ids.queue, contactId: ids.anna } });
    expect(made).toMatchObject({ companyId: ids.company, contactId: ids.anna });
    await app.refused("ticket.contactNotInCompany", agent, contract.createTicketAsAgent, {
      body: { subject: "s", bodyText: "b", queueId: ids.queue, contactId: ids.anna, companyId: ids.otherCompany },
    });
    await app.refused("ticket.notPermitted", agent, contract.createTicketAsAgent, { body: { subject: "s", bodyText: "b", queueId: await app.queue() } });
  });

  test("move a ticket: who saw it by its company no longer does, its history is kept", async () => {
    const ticketId = await app.ticket({ queue_id: ids.queue, company_id: ids.company, contact_id: null });
    const { version } = await app.call(admin, contract.getTicket, { params: { id: ticketId } });
    expect((await app.ask(as.anna, portal.getPortalTicket, { params: { id: ticketId } })).status).toBe(200);
    app.later(1000);
    const moved = await app.call(admin, contract.changeTicket, {
      params: { id: ticketId },
      body: { version, companyId: ids.otherCompany, reason: "wrong company" },
    });
    await app.refused("record.notFound", as.anna, portal.getPortalTicket, { params: { id: ticketId } });
    expect((await app.call(as.stranger, portal.listPortalTickets, { query: { view: "companies" } })).items.map((item) => item.id)).toContain(ticketId);
    await app.refused("record.versionStale", admin, contract.changeTicket, { params: { id: ticketId }, body: { version, subject: "x" } });
    await app.refused("record.unknownReference", admin, contract.changeTicket, {
      params: { id: ticketId },
      body: { version: moved.version, statusId: ids.queue },
    });
    const audit = await app.db.selectFrom("audit_event").selectAll().where("subject_id", "=", ticketId).executeTakeFirstOrThrow();
    expect([audit.event, audit.reason, audit.before, audit.after]).toEqual([
      "ticket.changed",
      "wrong company",
      { companyId: ids.company },
      { companyId: ids.otherCompany },
    ]);
    const history = await app.db.selectFrom("fact_history").selectAll().where("row_id", "=", ticketId).execute();
    expect(history).toHaveLength(1);
  });

  test("see a contact's list exactly as the contact does; what they may not read is counted only", async () => {
    const agent = await app.agent();
    const group = await app.group();
    await app.right(group, { company_id: ids.company, context: "own", can_read: true });
    await app.ticket({ queue_id: await app.queue(group), company_id: ids.company, contact_id: ids.anna });
    await app.agentRight(agent.agentId, ids.group, { can_read: true });
    const own = await app.call(as.anna, portal.listPortalTickets, { query: { limit: 500 } });
    const asAdmin = await app.call(admin, listContactTickets, { params: { id: ids.anna }, query: { limit: 500 } });
    expect({ items: asAdmin.items, total: asAdmin.total, hidden: asAdmin.hiddenFromYou }).toEqual({ items: own.items, total: own.total, hidden: 0 });
    const asAgent = await app.call(agent, listContactTickets, { params: { id: ids.anna }, query: { limit: 500 } });
    expect(asAgent.total + asAgent.hiddenFromYou).toBe(own.total);
    expect(asAgent.hiddenFromYou).toBeGreaterThan(0);
    await app.db.updateTable("contact").set({ state: "suspended" }).where("contact_id", "=", ids.anna).execute();
    expect((await app.call(admin, listContactTickets, { params: { id: ids.anna }, query: { limit: 500 } })).total).toBe(own.total);
    await app.db.updateTable("contact").set({ state: "active" }).where("contact_id", "=", ids.anna).execute();
  });
});

describe("lists", () => {
  test("page without gaps or doubles, filter and sort, and refuse a cursor of another order", async () => {
    const company = await app.company();
    await app.right(ids.group, { company_id: company, context: "own", can_edit: true });
    const person = await app.signIn({ contactId: await app.person(company) });
    for (let at = 0; at < 7; at++)
      await app.ticket({
        queue_id: ids.queue,
        company_id: company,
        type: at % 2 ? "closed" : "open",
        changed_at: new Date(1_700_000_000_000 + (at % 3) * 1000),
      });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: { id: string }[]; next: string | null; total: number } = await app.call(person, portal.listPortalTickets, {
        query: { limit: 3, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...page.items.map((item) => item.id));
      expect(page.total).toBe(7);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    const first = await app.call(person, portal.listPortalTickets, { query: { limit: 3 } });
    await app.refused("request.cursor", person, portal.listPortalTickets, { query: { limit: 3, cursor: first.next ?? "", sort: "created" } });
    await app.refused("request.cursor", person, portal.listPortalTickets, { query: { cursor: "nonsense" } });
    expect((await app.call(person, portal.listPortalTickets, { query: { state: "closed" } })).total).toBe(3);
    expect((await app.call(person, portal.listPortalTickets, { query: { status: statusIdOf("open") } })).total).toBe(4);
    await app.refused("request.invalid", person, portal.listPortalTickets, { query: { limit: 501 } });
  });

  test("follow a right that is taken away with the next request", async () => {
    const group = await app.group();
    const rightId = await app.right(group, { contact_id: ids.bernd, can_read: true });
    const ticketId = await app.ticket({ queue_id: await app.queue(group), company_id: ids.company, contact_id: ids.bernd });
    expect((await app.ask(as.bernd, portal.getPortalTicket, { params: { id: ticketId } })).status).toBe(200);
    await app.db.deleteFrom("group_right").where("group_right_id", "=", rightId).execute();
    expect((await app.ask(as.bernd, portal.getPortalTicket, { params: { id: ticketId } })).status).toBe(404);
  });

  test("hold the tickets of the role that the membership has from now on (OTR-05)", async () => {
    const person = await app.person(ids.company, "basic");
    const signed = await app.signIn({ contactId: person });
    expect((await app.call(signed, portal.listPortalTickets)).total).toBe(0);
    await app.db.updateTable("membership").set({ role_id: ROLES.advanced }).where("contact_id", "=", person).execute();
    expect((await app.call(signed, portal.listPortalTickets)).total).toBeGreaterThan(0);
  });
});
