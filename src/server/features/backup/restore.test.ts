import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { extract, pack } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate, readMigrations } from "#server/platform/db/migrate.ts";
import { makePlace, type Place } from "#test/place.ts";
import { createBackup } from "./backup.ts";
import type { BackupError } from "./backup-error.ts";
import { sealed, unsealed } from "./manifest.ts";
import { restoreBackup } from "./restore.ts";

let source: Place;
let target: Place;
let folder: string;
let whole: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pforte-restore-"));
  [source, target] = await Promise.all([makePlace({ migrated: true }), makePlace({ migrated: false })]);
  await source.query(
    "insert into company (company_id, number, name, comment) select gen_random_uuid(), 'C' || n, 'Company', repeat(md5(n::text), 30) from generate_series(1, 6000) n",
  );
  for (const size of [100, 200_000]) {
    const { hash } = await source.files.put(randomBytes(size));
    await source.query("insert into stored_file (file_hash, size_bytes) values ($1, $2)", [hash, size]);
  }
  whole = join(folder, "whole.tar.gz");
  await createBackup({ database: source.address, files: source.files, path: whole });
});
afterAll(async () => {
  await source.close();
  await target.close();
  await rm(folder, { recursive: true, force: true });
});

type Entry = { name: string; bytes: Buffer };

async function entriesOf(path: string): Promise<Entry[]> {
  const tar = extract();
  tar.end(gunzipSync(await readFile(path)));
  const entries: Entry[] = [];
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    entries.push({ name: entry.header.name, bytes: Buffer.concat(chunks) });
  }
  return entries;
}

/** The whole archive with its entries changed, as a well-formed archive again. */
async function altered(change: (entries: Entry[]) => Entry[]): Promise<string> {
  const tar = pack();
  for (const { name, bytes } of change(await entriesOf(whole))) tar.entry({ name }, bytes);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return written(gzipSync(Buffer.concat(chunks)));
}

async function written(bytes: Buffer): Promise<string> {
  const path = join(folder, `${randomBytes(6).toString("hex")}.tar.gz`);
  await writeFile(path, bytes);
  return path;
}

const restore = (path: string, into = target) => restoreBackup({ database: into.address, files: into.files, path });

/** RFC 1952 §2.3: its time and operating system say nothing about the content, and nothing checks them. */
const gzipHeaderBytes = 10;

/** Refused with this code, and nothing is there that was not there before. */
async function refused(path: string): Promise<BackupError> {
  const error = await restore(path).then(
    () => new Error("it was restored"),
    (thrown) => thrown,
  );
  expect(await target.query("select table_name from information_schema.tables where table_schema = 'public'")).toEqual([]);
  expect(await readdir(target.files.folder).catch(() => [])).toEqual([]);
  expect(error.message).not.toContain("\n");
  return error as BackupError;
}

const json = (entry: Entry, change: (value: Record<string, unknown>) => unknown): Entry => ({
  name: entry.name,
  bytes: sealed(change(JSON.parse(unsealed(entry.bytes.toString()) ?? ""))),
});

describe("a restore refuses before it changes anything", () => {
  test("an archive that was cut off, wherever", async () => {
    const bytes = await readFile(whole);
    for (const length of [0, 5, 300, Math.floor(bytes.length / 2), bytes.length - 20, bytes.length - 1]) {
      expect((await refused(await written(bytes.subarray(0, length)))).code, `${length} of ${bytes.length} bytes`).toBe("backup.broken");
    }
  });

  test("an archive with one bit turned over, wherever", async () => {
    const bytes = await readFile(whole);
    for (const part of [0.0003, 0.001, 0.002, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
      const damaged = Buffer.from(bytes);
      const at = gzipHeaderBytes + Math.floor((bytes.length - gzipHeaderBytes) * part);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      expect((await refused(await written(damaged))).code, `byte ${at}`).toBe("backup.broken");
    }
  });

  test("an archive from which a file or a part of a table was taken", async () => {
    for (const name of [/^files\//, /^rows\/company\/000001/, /^rows\/installation\//]) {
      const taken = await altered((entries) =>
        entries.filter((entry, at) => !(name.test(entry.name) && entries.findIndex((one) => name.test(one.name)) === at)),
      );
      expect((await refused(taken)).code, String(name)).toBe("backup.broken");
    }
  });

  test("an archive whose rows or files are others than its manifest says", async () => {
    const other = (name: RegExp) => (entries: Entry[]) =>
      entries.map((entry) => (name.test(entry.name) ? { ...entry, bytes: Buffer.from(entry.bytes.toString("latin1").replace(/.$/s, "x"), "latin1") } : entry));
    expect((await refused(await altered(other(/^files\//)))).code).toBe("backup.broken");
    expect((await refused(await altered(other(/^rows\/installation\//)))).code).toBe("backup.broken");
  });

  test("an archive with something added, without its end, or that is no backup at all", async () => {
    const more = { name: "files/../../etc/passwd", bytes: Buffer.from("x") };
    expect((await refused(await altered((entries) => [...entries, more]))).code).toBe("backup.broken");
    expect((await refused(await altered(([first, ...rest]) => [first as Entry, more, ...rest]))).code).toBe("backup.broken");
    expect((await refused(await altered((entries) => entries.slice(0, -1)))).code).toBe("backup.broken");
    expect((await refused(await altered((entries) => entries.slice(1)))).message).toContain("not a backup of Pforte");
    expect((await refused(await written(randomBytes(1000)))).code).toBe("backup.broken");
    expect((await refused(join(folder, "nowhere.tar.gz"))).code).toBe("backup.notReadable");
    expect((await refused(folder)).code).toBe("backup.notReadable");
  });

  test("an archive of a newer format, a newer Pforte, or one whose migrations had another text", async () => {
    const changed = (change: (value: Record<string, unknown>) => unknown) => altered(([first, ...rest]) => [json(first as Entry, change), ...rest]);
    const migration = { version: 9000, name: "9000-later.sql", hash: "00" };
    expect((await refused(await changed((value) => ({ ...value, format: 2 })))).code).toBe("backup.newer");
    const newer = await refused(
      await changed((value) => ({ ...value, productVersion: "99.1.0", migrations: [...(value.migrations as unknown[]), migration] })),
    );
    expect(newer.code).toBe("backup.newer");
    expect(newer.message).toContain("99.1.0");
    const other = await refused(await changed((value) => ({ ...value, migrations: (value.migrations as object[]).map((one) => ({ ...one, hash: "00" })) })));
    expect(other.code).toBe("backup.otherMigrations");
  });

  test("a place that holds data already", async () => {
    expect(await restore(whole, source).catch((error) => error.code)).toBe("restore.targetNotEmpty");
    const place = await makePlace({ migrated: true });
    await place.query("insert into agent (agent_id, login) values (gen_random_uuid(), 'root')");
    const error = (await restore(whole, place).catch((thrown) => thrown)) as BackupError;
    expect(error).toMatchObject({ code: "restore.targetNotEmpty", message: expect.stringContaining("table agent") });
    expect(await place.query("select login from agent")).toEqual([{ login: "root" }]);
    await place.close();
  });

  test("a dry run, which only says what would come", async () => {
    const said = await restoreBackup({ database: target.address, files: target.files, path: whole, dryRun: true });
    expect(said.files).toBe(2);
    expect(await target.query("select table_name from information_schema.tables where table_schema = 'public'")).toEqual([]);
  });
});

describe("a backup of an older Pforte", () => {
  const later = { version: 9000, name: "9000-later.sql", sql: "alter table company add column later text not null default 'now'", hash: "00" };

  test("is restored with its own migrations and then brought up to date", async () => {
    const place = await makePlace({ migrated: false });
    await restoreBackup({ database: place.address, files: place.files, path: whole, migrations: [...(await readMigrations()), later] });
    expect(await place.query("select count(*), min(later) as later from company")).toEqual([{ count: 6000, later: "now" }]);
    expect(await place.query("select version from schema_migration order by version desc limit 1")).toEqual([{ version: 9000 }]);
    await place.close();
  });

  test("does not go into a database that was opened by the newer one", async () => {
    const place = await makePlace({ migrated: true });
    await migrate(place.address, [...(await readMigrations()), later]);
    expect(await restore(whole, place).catch((error) => error.code)).toBe("restore.targetNewer");
    await place.close();
  });
});

test("a trigger of the place does not change restored rows", async () => {
  const place = await makePlace({ migrated: true });
  await place.query("create function meddle() returns trigger language plpgsql as $$ begin new.name := 'meddled'; return new; end $$");
  await place.query("create trigger meddle before insert on company for each row execute function meddle()");
  await restore(whole, place);
  expect(await place.query("select distinct name from company")).toEqual([{ name: "Company" }]);
  await place.close();
});

test("rows that do not arrive as they were are not kept", async () => {
  const place = await makePlace({ migrated: true });
  await place.query("alter table company alter column comment type char(1000)"); // pads every comment with blanks
  expect(await restore(whole, place).catch((error) => error.code)).toBe("restore.mismatch");
  expect(await place.query("select count(*) from company")).toEqual([{ count: 0 }]);
  await place.close();
});
