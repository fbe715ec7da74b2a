/** Writes planned records in batches: new ones inserted, changed ones updated unless somebody edited them here, each batch one transaction. */
import { randomUUIDv7 } from "node:crypto";
import type { Queryable } from "#server/platform/db/connect.ts";
import {
  findImportKeys,
  findRows,
  findVersions,
  type ImportKey,
  insertBatchEvent,
  insertRows,
  type Row,
  type TargetTable,
  updateRows,
  upsertImportKeys,
} from "./queries.ts";
import { hashOf, pick } from "./row-hash.ts";
import { idsFor, linkedIn, type Run, stopIfAsked, type Tally, tallyFor } from "./run.ts";

export type Keyed = { key: string };

export type TableWriter<Record extends Keyed> = {
  /** Of import keys and of the report. */
  name: string;
  target: TargetTable;
  idColumn: string;
  /** How an edit here is noticed: by the row's version, by its content, or not at all because nobody edits such rows. */
  edits: "version" | "content" | "none";
  /** Of relations that are compared by content: what `row` gives. */
  contentColumns?: readonly string[];
  /** Columns that say nothing about a change at the source. */
  notCompared?: readonly string[];
  /** Columns that are set once and not compared. */
  insertOnly?: readonly string[];
  batchSize?: number;
  /** null: something it points to is not here; the record is skipped. */
  row(record: Record): Row | null;
  newId?(record: Record): string;
  /** By key: records of the batch that are here without having been imported. */
  existing?(db: Queryable, records: readonly Record[], rows: readonly Row[]): Promise<Map<string, string>>;
  /** In the transaction, before rows are inserted and updated. */
  beforeWrite?(db: Queryable, inserts: readonly Written<Record>[], updates: readonly Written<Record>[]): Promise<void>;
  /** After the transaction: ids of what was written. */
  afterWrite?(written: readonly Written<Record>[]): void;
};

type Written<Record> = { record: Record; row: Row; id: string };

/** An import key with this version belongs to a record that was here before: it is never updated. */
export const linkedVersion = 0;
const defaultBatchSize = 500;

/** Returns the keys of all records, for finding what is gone at the source. */
export async function writeTable<Record extends Keyed>(
  run: Run,
  writer: TableWriter<Record>,
  records: Iterable<Record> | AsyncIterable<Record>,
  /** null: somebody else tells the progress. */
  total: number | null,
): Promise<Set<string>> {
  const step = total === null ? null : run.progress.begin(writer.name, total);
  const keys = new Set<string>();
  const size = writer.batchSize ?? defaultBatchSize;
  let batch: Record[] = [];
  const flush = async () => {
    stopIfAsked(run);
    await writeBatch(run, writer, batch);
    step?.advance(batch.length);
    batch = [];
  };
  for await (const record of records) {
    if (keys.has(record.key)) {
      run.findings.add("duplicateId", writer.name, record.key);
      continue;
    }
    keys.add(record.key);
    batch.push(record);
    if (batch.length >= size) await flush();
  }
  if (batch.length > 0) await flush();
  return keys;
}

type Pending<Record> = { record: Record; row: Row; hash: Buffer; known: ImportKey | undefined };

export async function writeBatch<Record extends Keyed>(run: Run, writer: TableWriter<Record>, records: readonly Record[]): Promise<void> {
  const tally = tallyFor(run, writer.name);
  const ids = idsFor(run, writer.name);
  tally.read += records.length;
  const known = await findImportKeys(
    run.db,
    run.source,
    writer.name,
    records.map((record) => record.key),
  );
  const present = await findPresent(run.db, writer, known);
  // Records of one batch may point to each other (a merged ticket to its target): new ones have their ids first.
  for (const record of records) if (!known.has(record.key)) ids.set(record.key, writer.newId?.(record) ?? randomUUIDv7());
  const pending: Pending<Record>[] = [];
  for (const record of records) {
    const key = known.get(record.key);
    const isGone = key !== undefined && present !== null && !present.has(key.targetId);
    if (key && !isGone) ids.set(record.key, key.targetId);
    if (key?.targetVersion === linkedVersion) linkedIn(run, writer.name).add(record.key);
    const row = isGone ? null : writer.row(record);
    if (isGone) run.findings.add("removedHere", writer.name, record.key);
    if (!row) {
      tally.skipped += 1;
      ids.delete(record.key);
      continue;
    }
    const hash = hashOf(row, writer);
    if (key?.rowHash.equals(hash)) tally.unchanged += 1;
    else if (key?.targetVersion === linkedVersion) tally.linked += 1;
    else pending.push({ record, row, hash, known: key });
  }
  await writePending(run, writer, pending, tally);
}

/** Rows of versioned tables may have been deleted here; null: not asked. */
async function findPresent<Record extends Keyed>(db: Queryable, writer: TableWriter<Record>, known: ReadonlyMap<string, ImportKey>) {
  if (writer.edits !== "version" || known.size === 0) return null;
  return findVersions(
    db,
    writer.target,
    writer.idColumn,
    [...known.values()].map((key) => key.targetId),
    false,
  );
}

async function writePending<Record extends Keyed>(run: Run, writer: TableWriter<Record>, pending: readonly Pending<Record>[], tally: Tally): Promise<void> {
  if (pending.length === 0) return;
  const work = async (db: Queryable) => {
    const changed = await withoutEdited(run, db, writer, pending, tally);
    const { inserts, links } = await sortNew(run, db, writer, pending);
    await apply(run, db, writer, { inserts, updates: changed, links });
    tally.created += inserts.length;
    tally.updated += changed.length;
    tally.linked += links.length;
    return [...inserts, ...changed];
  };
  const written = run.dryRun ? await work(run.db) : await run.db.transaction().execute(work);
  writer.afterWrite?.(written);
}

type Placed<Record> = Pending<Record> & { id: string; version: number };

/** Of the changed ones those that nobody edited or removed here; the others are listed. */
async function withoutEdited<Record extends Keyed>(
  run: Run,
  db: Queryable,
  writer: TableWriter<Record>,
  pending: readonly Pending<Record>[],
  tally: Tally,
): Promise<Placed<Record>[]> {
  const changed = pending.flatMap((one) => (one.known ? [{ ...one, known: one.known }] : []));
  if (changed.length === 0) return [];
  const targetIds = changed.map((one) => one.known.targetId);
  const versions = writer.edits === "version" ? await findVersions(db, writer.target, writer.idColumn, targetIds, !run.dryRun) : null;
  const contents = writer.edits === "content" ? await findRows(db, writer.target, writer.idColumn, targetIds, !run.dryRun) : null;
  return changed.flatMap((one) => {
    const { targetId, targetVersion, rowHash } = one.known;
    const content = contents?.get(targetId);
    if (contents && !content) {
      run.findings.add("removedHere", writer.name, one.record.key);
      tally.keptEdited += 1;
      return [];
    }
    const isEdited = versions ? versions.get(targetId) !== targetVersion : content ? !hashOf(pick(content, one.row), writer).equals(rowHash) : false;
    if (!isEdited) return [{ ...one, id: targetId, version: versions ? targetVersion + 1 : 1 }];
    run.findings.add("editedHere", writer.name, one.record.key);
    tally.keptEdited += 1;
    return [];
  });
}

async function sortNew<Record extends Keyed>(run: Run, db: Queryable, writer: TableWriter<Record>, pending: readonly Pending<Record>[]) {
  const fresh = pending.filter((one) => one.known === undefined);
  const existing =
    (fresh.length > 0 &&
      (await writer.existing?.(
        db,
        fresh.map((one) => one.record),
        fresh.map((one) => one.row),
      ))) ||
    new Map<string, string>();
  const ids = idsFor(run, writer.name);
  const placed = fresh.map((one) => ({ ...one, id: existing.get(one.record.key) ?? ids.get(one.record.key) ?? randomUUIDv7() }));
  for (const one of placed) ids.set(one.record.key, one.id);
  for (const key of existing.keys()) linkedIn(run, writer.name).add(key);
  return {
    inserts: placed.filter((one) => !existing.has(one.record.key)).map((one) => ({ ...one, version: 1 })),
    links: placed.filter((one) => existing.has(one.record.key)).map((one) => ({ ...one, version: linkedVersion })),
  };
}

async function apply<Record extends Keyed>(
  run: Run,
  db: Queryable,
  writer: TableWriter<Record>,
  { inserts, updates, links }: { inserts: readonly Placed<Record>[]; updates: readonly Placed<Record>[]; links: readonly Placed<Record>[] },
): Promise<void> {
  if (run.dryRun || inserts.length + updates.length + links.length === 0) return;
  const insertOnly = new Set(writer.insertOnly);
  const insertedRows = inserts.map(({ id, row }) => ({ [writer.idColumn]: id, ...row }));
  const updatedRows = updates.map(({ id, row }) => ({
    [writer.idColumn]: id,
    ...Object.fromEntries(Object.entries(row).filter(([column]) => !insertOnly.has(column))),
  }));
  await writer.beforeWrite?.(db, inserts, updates);
  await insertRows(db, writer.target, insertedRows);
  await updateRows(db, writer.target, writer.idColumn, updatedRows, writer.edits === "version");
  const keys = [...inserts, ...updates, ...links].map(({ record, hash, id, version }) => ({
    rowKey: record.key,
    rowHash: hash,
    targetId: id,
    targetVersion: version,
  }));
  await upsertImportKeys(db, run.source, writer.name, keys);
  await insertBatchEvent(db, run.id, run.now, { table: writer.name, created: inserts.length, updated: updates.length, linked: links.length });
}
