import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePlace, type Place } from "#test/place.ts";
import { connectForCopy, listTables } from "./queries.ts";
import { FILLED_BY_MIGRATIONS, inFillingOrder, isInBackup, NOT_IN_BACKUP, type Table } from "./tables.ts";

describe("the tables of a backup", () => {
  let place: Place;
  let tables: Table[];
  beforeAll(async () => {
    place = await makePlace({ migrated: true });
    const client = await connectForCopy(place.address);
    tables = await listTables(client);
    await client.end();
  });
  afterAll(() => place.close());

  test("every table of the schema is in a backup, or is left out by name and with a reason", async () => {
    const inSchema = await place.query<{ name: string }>(
      "select table_name::text as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    expect(tables.map((table) => table.name).sort()).toEqual(inSchema.map((row) => row.name).sort());
    const left = tables.filter((table) => !isInBackup(table)).map((table) => table.name);
    expect(left.sort()).toEqual(Object.keys(NOT_IN_BACKUP).sort());
    for (const reason of Object.values(NOT_IN_BACKUP)) expect(reason.length).toBeGreaterThan(10);
  });

  test("nothing but tables holds data: no sequence, no large object column, no partition by hand", async () => {
    const others = await place.query<{ name: string }>(
      "select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind not in ('r', 'p', 'i', 'I', 'c')",
    );
    expect(others).toEqual([]);
  });

  test("right after the migrations exactly the named tables hold rows", async () => {
    const filled: string[] = [];
    for (const { name } of tables.filter(isInBackup)) {
      const [row] = await place.query<{ filled: boolean }>(`select exists (select from ${name}) as filled`);
      if (row?.filled) filled.push(name);
    }
    expect(filled.sort()).toEqual([...FILLED_BY_MIGRATIONS].sort());
  });

  test("generated columns are left out", () => {
    expect(tables.find((table) => table.name === "ticket")?.columns).not.toContain("state_class");
  });

  test("a table is filled after all that it needs", () => {
    const done = new Set<string>();
    for (const table of inFillingOrder(tables)) {
      for (const need of table.needs) expect(done, `${table.name} needs ${need}`).toContain(need);
      done.add(table.name);
    }
    expect(done.size).toBe(tables.length);
  });

  test("foreign keys in a circle are an error, not an endless loop", () => {
    const circle = [
      { name: "a", needs: ["b"] },
      { name: "b", needs: ["a"] },
    ];
    expect(() => inFillingOrder(circle)).toThrow("circle: a, b");
  });
});
