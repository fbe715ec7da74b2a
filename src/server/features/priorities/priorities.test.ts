import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/master-data.ts";
import { type Signed, startTestApp, type TestApp } from "#test/app.ts";
import { describeGuards, shaped } from "#test/guards.ts";

let app: TestApp;
let administrator: Signed;
const call = shaped(() => app);
const [low, normal, high] = ["102", "103", "104"].map((end) => `00000000-0000-7000-8000-000000000${end}`) as [string, string, string];
beforeAll(async () => {
  app = await startTestApp();
  administrator = await app.administrator();
});
afterAll(() => app.close());

const priority = async (id: string) => (await call(administrator, contract.listPriorities)).items.find((one) => one.id === id);
const change = async (id: string, body: Record<string, unknown>) =>
  call(administrator, contract.changePriority, { params: { id }, body: { version: (await priority(id))?.version, ...body } });

describeGuards(() => app, [{ endpoint: contract.listPriorities }, { endpoint: contract.changePriority, body: { version: 1, name: "Guarded" } }]);

describe("priorities", () => {
  test("are listed lowest first, in the language of who asks", async () => {
    const labels = async (language: string) =>
      (await call(administrator, contract.listPriorities, { headers: { "accept-language": language } })).items.map((one) => one.label);
    expect(await labels("de")).toEqual(["Sehr niedrig", "Niedrig", "Normal", "Hoch", "Sehr hoch"]);
    expect(await labels("en")).toEqual(["Very low", "Low", "Normal", "High", "Very high"]);
  });

  test("without a label in the asked language are called by their name", async () => {
    expect(await change(low, { name: "P4", labels: { de: "Stufe 4" } })).toMatchObject({ name: "P4", label: "P4", labels: { de: "Stufe 4" } });
  });

  test("have exactly one default, and the log tells of the former one too", async () => {
    expect(await change(high, { isDefault: true })).toMatchObject({ isDefault: true });
    const defaults = (await call(administrator, contract.listPriorities)).items.filter((one) => one.isDefault);
    expect(defaults.map((one) => one.id)).toEqual([high]);
    const events = await app.db
      .selectFrom("audit_event")
      .selectAll()
      .where("event", "=", "priority.changed")
      .orderBy("audit_event_id", "desc")
      .limit(2)
      .execute();
    expect(events.map((event) => [event.subject_id, event.after]).sort()).toEqual([
      [normal, { isDefault: false }],
      [high, { isDefault: true }],
    ]);
    await change(normal, { isDefault: true });
  });

  test("the default one cannot be closed, nor a closed one become the default", async () => {
    const refused = async (id: string, body: Record<string, unknown>) =>
      (
        await app.refused("request.invalid", administrator, contract.changePriority, {
          params: { id },
          body: { version: (await priority(id))?.version, ...body },
        })
      ).errors;
    expect(await refused(normal, { state: "closed" })).toMatchObject([{ path: "state", code: "notInList" }]);
    await change(low, { state: "closed" });
    expect(await refused(low, { isDefault: true })).toMatchObject([{ path: "isDefault", code: "notInList" }]);
    expect(await change(low, { isDefault: true, state: "active" })).toMatchObject({ isDefault: true, state: "active" });
    await change(normal, { isDefault: true });
  });

  test("change only against the version that was read, and under a name of their own", async () => {
    await app.refused("record.versionStale", administrator, contract.changePriority, { params: { id: high }, body: { version: 99, name: "x" } });
    const version = (await priority(high))?.version;
    await app.refused("priority.nameTaken", administrator, contract.changePriority, { params: { id: high }, body: { version, name: "NORMAL" } });
  });

  test("two administrators choosing another default at the same time leave exactly one", async () => {
    const [a, b] = [await priority(low), await priority(high)];
    await Promise.all(
      [a, b].map((one) => app.ask(administrator, contract.changePriority, { params: { id: one?.id ?? "" }, body: { version: one?.version, isDefault: true } })),
    );
    expect((await call(administrator, contract.listPriorities)).items.filter((one) => one.isDefault)).toHaveLength(1);
  });
});
