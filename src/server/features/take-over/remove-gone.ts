/** What an earlier run imported and the export no longer has: rights and relations go here as well, records stay and are listed. */
import { deleteImportKeys, deleteRows, findRows, findVersions, type ImportKey, insertBatchEvent, listImportKeys } from "./queries.ts";
import { type Keyed, linkedVersion, type TableWriter } from "./record-writer.ts";
import { hashOf } from "./row-hash.ts";
import { type Run, tallyFor } from "./run.ts";

const atOnce = 500;

/** Lists records that are gone at the source. */
export async function listGone(run: Run, table: string, present: ReadonlySet<string>): Promise<void> {
  for (const { rowKey } of await listImportKeys(run.db, run.source, table)) if (!present.has(rowKey)) run.findings.add("goneAtSource", table, rowKey);
}

/**
 * Takes back rights and relations that are gone at the source, unless somebody edited them here: otherwise a right that was
 * withdrawn there would go on here. `mayRemove`: the file they come from is part of this export.
 */
export async function removeGone<Record extends Keyed>(
  run: Run,
  writer: TableWriter<Record>,
  present: ReadonlySet<string>,
  mayRemove: (rowKey: string) => boolean = () => true,
): Promise<void> {
  const gone = (await listImportKeys(run.db, run.source, writer.name)).filter((key) => !present.has(key.rowKey));
  const removable = gone.filter((key) => mayRemove(key.rowKey));
  for (const key of gone) if (!mayRemove(key.rowKey)) run.findings.add("goneAtSource", writer.name, key.rowKey);
  for (let start = 0; start < removable.length; start += atOnce) await removeBatch(run, writer, removable.slice(start, start + atOnce));
}

async function removeBatch<Record extends Keyed>(run: Run, writer: TableWriter<Record>, keys: readonly ImportKey[]): Promise<void> {
  const edited = await editedHere(run, writer, keys);
  for (const key of keys) if (edited.has(key)) run.findings.add("editedHere", writer.name, key.rowKey, "goneAtSource");
  const rest = keys.filter((key) => !edited.has(key));
  const removed = rest.filter((key) => key.targetVersion !== linkedVersion);
  tallyFor(run, writer.name).removed += removed.length;
  if (run.dryRun || rest.length === 0) return;
  await run.db.transaction().execute(async (db) => {
    await deleteRows(
      db,
      writer.target,
      writer.idColumn,
      removed.map((key) => key.targetId),
    );
    await deleteImportKeys(
      db,
      run.source,
      writer.name,
      rest.map((key) => key.rowKey),
    );
    await insertBatchEvent(db, run.id, run.now, { table: writer.name, removed: removed.length });
  });
}

async function editedHere<Record extends Keyed>(run: Run, writer: TableWriter<Record>, keys: readonly ImportKey[]): Promise<Set<ImportKey>> {
  const ids = keys.map((key) => key.targetId);
  const own = keys.filter((key) => key.targetVersion !== linkedVersion);
  if (writer.edits === "version") {
    const versions = await findVersions(run.db, writer.target, writer.idColumn, ids, false);
    return new Set(own.filter((key) => versions.has(key.targetId) && versions.get(key.targetId) !== key.targetVersion));
  }
  const rows = await findRows(run.db, writer.target, writer.idColumn, ids, false);
  const columns = writer.contentColumns ?? [];
  return new Set(
    own.filter((key) => {
      const row = rows.get(key.targetId);
      return row !== undefined && !hashOf(Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))).equals(key.rowHash);
    }),
  );
}
