/** Many tickets get a project or categories at once (ZEP-11, ZEP-12). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCategory } from "#contract/category.ts";
import { createProject, createTask } from "#contract/project.ts";
import { changeTickets, getTicket, type ManyChange, undoTicketChanges } from "#contract/ticket.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { shaped } from "#test/guards.ts";

let app: TestApp;
let admin: Signed;
let queueId: string;
let count = 0;
const call = shaped(() => app);
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.administrator();
  queueId = await app.queue();
});
afterAll(() => app.close());

const project = async (companyId: string | null) =>
  (await call(admin, createProject, { body: { number: `CR-${++count}`, name: `Project ${count}`, companyId } })).id;
const task = async (id: string) => (await call(admin, createTask, { params: { id }, body: { name: "Task" } })).id;
const category = async (name: string) => (await call(admin, createCategory, { body: { name } })).id;
const ticket = (companyId: string | null) => app.ticket({ queue_id: queueId, company_id: companyId });
const bulk = (ids: string[], change: ManyChange, dryRun = false) => call(admin, changeTickets, { body: { ids, change, dryRun } });
const outcomes = (answer: Awaited<ReturnType<typeof bulk>>) => answer.results.map(({ outcome, code }) => code ?? outcome);
const read = async (id: string) => {
  const { projects, categories } = await call(admin, getTicket, { params: { id } });
  return {
    primary: projects.find(({ primary }) => primary)?.project.id,
    secondary: projects.filter(({ primary }) => !primary).map(({ project: { id: projectId }, task: of }) => [projectId, of?.id ?? null]),
    categories: categories.map(({ name }) => name),
  };
};

test("the primary project is changed where it may be, the former one stays if that is wanted, and a second run changes nothing", async () => {
  const [companyId, other] = [await app.company(), await app.company()];
  const [before, after] = [await project(companyId), await project(companyId)];
  const [a, b, foreign] = [await ticket(companyId), await ticket(companyId), await ticket(other)];
  await bulk([a], { primaryProject: { projectId: before, taskId: null } });
  const change = { primaryProject: { projectId: after, taskId: await task(after) }, keepPrimary: true };
  expect(outcomes(await bulk([a, b, foreign], change, true))).toEqual(["done", "done", "ticket.projectOfOtherCompany"]);
  expect(await read(a)).toMatchObject({ primary: before, secondary: [] });
  const done = await bulk([a, b, foreign], change);
  expect(outcomes(done)).toEqual(["done", "done", "ticket.projectOfOtherCompany"]);
  expect(await read(a)).toMatchObject({ primary: after, secondary: [[before, null]] });
  expect(await read(b)).toMatchObject({ primary: after, secondary: [] });
  expect(await read(foreign)).toMatchObject({ primary: undefined, secondary: [] });
  expect(outcomes(await bulk([a, b], change))).toEqual(["unchanged", "unchanged"]);
  const versions = done.results.slice(0, 2).map(({ id, version }) => ({ id, version: version ?? 0 }));
  expect(outcomes(await call(admin, undoTicketChanges, { body: { bulkId: done.bulkId ?? "", tickets: versions } }))).toEqual(["done", "done"]);
  expect([await read(a), await read(b)]).toMatchObject([
    { primary: before, secondary: [] },
    { primary: undefined, secondary: [] },
  ]);
});

test("a secondary project and categories come to what is there, and categories go without the others", async () => {
  const companyId = await app.company();
  const [first, second, internal] = [await project(companyId), await project(companyId), await project(null)];
  const [one, two, three] = [await category("One"), await category("Two"), await category("Three")];
  const [a, b] = [await ticket(companyId), await ticket(companyId)];
  await bulk([a], { primaryProject: { projectId: first, taskId: null }, addSecondaryProject: { projectId: second, taskId: null }, addCategoryIds: [one, two] });
  expect(
    outcomes(await bulk([a, b], { addSecondaryProject: { projectId: internal, taskId: null }, addCategoryIds: [three], removeCategoryIds: [one] })),
  ).toEqual(["done", "done"]);
  const { secondary, ...seen } = await read(a);
  expect(seen).toEqual({ primary: first, categories: ["Three", "Two"] });
  expect(secondary.sort()).toEqual(
    [
      [second, null],
      [internal, null],
    ].sort(),
  );
  expect(await read(b)).toEqual({ primary: undefined, secondary: [[internal, null]], categories: ["Three"] });
});

test("what cannot be chosen is refused ticket by ticket, and a change that says nothing at all", async () => {
  const companyId = await app.company();
  const id = await ticket(companyId);
  const nowhere = "00000000-0000-7000-8000-00000000dead";
  expect(outcomes(await bulk([id], { addCategoryIds: [nowhere] }))).toEqual(["record.unknownReference"]);
  expect(outcomes(await bulk([id], { addSecondaryProject: { projectId: nowhere, taskId: null } }))).toEqual(["record.unknownReference"]);
  await app.refused("request.invalid", admin, changeTickets, { body: { ids: [id], change: { keepPrimary: true } } });
});
