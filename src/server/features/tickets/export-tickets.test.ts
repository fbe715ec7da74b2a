import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportPortalTickets, exportTickets } from "#contract/ticket-export.ts";
import { writeCsv } from "#server/platform/table-file/write-table.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { gatherRows } from "./export-tickets.ts";

let app: TestApp;
let administrator: Signed;
let contact: Signed;
const made = { companyId: "", contactId: "", queueId: "" };
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
  made.companyId = await app.company({ name: "Müller; Söhne" });
  made.contactId = await app.person(made.companyId, "basic", { first_name: "Anna", last_name: "Berger" });
  made.queueId = await app.queue(undefined, { name: "Desk" });
  contact = await app.signIn({ contactId: made.contactId });
  const about = { queue_id: made.queueId, company_id: made.companyId };
  await app.ticket({ ...about, contact_id: made.contactId, subject: '=cmd|"/c calc"!A1', created_at: new Date("2026-07-01T10:00:00Z") });
  await app.ticket({ ...about, contact_id: made.contactId, subject: "Two\nlines", created_at: new Date("2026-01-01T10:00:00Z") });
  await app.ticket({ ...about, subject: "A colleague's" });
});
afterAll(() => app.close());

const fetched = async (as: Signed, path: string, headers: Record<string, string> = {}) => {
  const answer = await app.fetch(path, { headers }, as);
  return { status: answer.status, name: answer.headers.get("content-disposition"), bytes: new Uint8Array(await answer.arrayBuffer()) };
};
const csvOf = async (as: Signed, path: string, language = "en") =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode((await fetched(as, path, { "accept-language": language })).bytes);
const agents = (query: string) => `${exportTickets.path}?${query}`;
const portal = (query: string) => `${exportPortalTickets.path}?${query}`;

test("an agent's file has the list's tickets in its order, and the wanted columns", async () => {
  const text = await csvOf(administrator, agents(`format=csv&sort=created&columns=subject,company,created&contact=${made.contactId}`), "de");
  expect(text.split("\r\n")).toEqual([
    "\uFEFFBetreff;Firma;Erstellt",
    '"Two\nlines";"Müller; Söhne";2026-01-01 11:00',
    `"'=cmd|""/c calc""!A1";"Müller; Söhne";2026-07-01 12:00`,
    "",
  ]);
  const found = await csvOf(administrator, agents("format=csv&columns=subject&q=colleague"));
  expect(found).toBe("\uFEFFSubject\r\nA colleague's\r\n");
});

test("a contact's file has what the contact's list has, and no more", async () => {
  const text = await csvOf(contact, portal("format=csv&sort=created&columns=subject,queue,contact"));
  expect(text.split("\r\n")).toEqual(["\uFEFFSubject,Area,Contact", '"Two\nlines",Desk,Anna Berger', `"'=cmd|""/c calc""!A1",Desk,Anna Berger`, ""]);
  expect((await fetched(contact, portal("format=csv&columns=category"))).status).toBe(400);
  expect((await fetched(contact, portal(`format=csv&columns=${Array(40).fill("subject").join()}`))).status).toBe(400);
  expect((await fetched(null, portal("format=csv"))).status).toBe(401);
  expect((await fetched(contact, agents("format=csv"))).status).toBe(401);
  await app.setting("access.restrictQueuesByGroup", true);
  expect(await csvOf(contact, portal("format=csv&columns=subject"))).toBe("\uFEFFSubject\r\n");
  await app.db.deleteFrom("setting").where("setting_key", "=", "access.restrictQueuesByGroup").execute();
});

test("nothing is a formula either in a spreadsheet that parts cells at another character", () => {
  const csv = (subject: string) => writeCsv({ title: "", header: ["A", "B"], rows: [["1", subject]], timeZone: "UTC", language: "en" }).toString();
  expect(csv("x;=1+1;y")).toBe("\uFEFFA,B\r\n1,x;'=1+1;y\r\n");
  expect(csv(`x;"=1+1";y`)).toBe(`\uFEFFA,B\r\n1,"x;""'=1+1"";y"\r\n`);
  expect(csv("x\n@SUM(A1)")).toBe(`\uFEFFA,B\r\n1,"x\n'@SUM(A1)"\r\n`);
  expect(csv("A-1; b - c, d=e")).toBe(`\uFEFFA,B\r\n1,"A-1; b - c, d=e"\r\n`);
});

test("an Excel file has real times, and texts that are no formulas", async () => {
  const { bytes, name, status } = await fetched(administrator, agents(`format=xlsx&sort=created&columns=subject,created&contact=${made.contactId}`));
  expect(status).toBe(200);
  expect(name).toMatch(/^attachment; filename\*=UTF-8''Tickets%20\d{4}-\d\d-\d\d\.xlsx$/);
  const parts = unzipSync(bytes);
  const sheet = new TextDecoder().decode(parts["xl/worksheets/sheet1.xml"]);
  expect(sheet).not.toContain("<f>");
  // 1 January 2026, 11:00 in Berlin: days since 1900.
  expect(sheet).toContain(`<v>${46023 + 11 / 24}`.slice(0, 14));
  const texts = new TextDecoder().decode(parts["xl/sharedStrings.xml"] ?? parts["xl/worksheets/sheet1.xml"]);
  expect(texts).toContain("=cmd|");
});

test("of one person one file is made at a time; others are not kept waiting for it", async () => {
  const [first, second, other] = await Promise.all([
    fetched(administrator, agents("format=xlsx")),
    fetched(administrator, agents("format=csv")),
    fetched(contact, portal("format=csv")),
  ]);
  expect([first.status, second.status].sort()).toEqual([200, 429]);
  expect(other.status).toBe(200);
  expect((await fetched(administrator, agents("format=csv"))).status).toBe(200);
});

test("more tickets than a file takes are refused, just as many are not", async () => {
  const page = (count: number, next: string | null) => async () => ({ items: Array.from({ length: count }, () => ({ number: "1" }) as never), next });
  const wanted = { format: "csv", columns: ["number"] } as const;
  expect(await gatherRows(wanted, page(3, null), 3)).toEqual([["1"], ["1"], ["1"]]);
  await expect(gatherRows(wanted, page(3, "more"), 3)).rejects.toMatchObject({ code: "export.tooMany" });
  await expect(gatherRows(wanted, page(4, null), 3)).rejects.toMatchObject({ code: "export.tooMany" });
});
