/** Reads an archive from its first to its last entry and compares everything with its manifest. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract as tarExtract } from "tar-stream";
import { reasonOf } from "#server/platform/db/embedded/data-folder-error.ts";
import { type BackupCause, BackupError } from "./backup-error.ts";
import { FORMAT, fileName, HEADER_NAME, type Header, header, MANIFEST_NAME, type Manifest, manifest, tallyFiles, tallyRows, unsealed } from "./manifest.ts";

export type ArchiveVisitor = {
  header?: (header: Header) => Promise<void> | void;
  file?: (hash: string, size: number, content: AsyncIterable<Buffer>) => Promise<void>;
  /** Called for tables with rows only. */
  rows?: (table: Header["tables"][number], content: AsyncIterable<Buffer>) => Promise<void>;
};

type Entry = AsyncIterable<Buffer> & { header: { name: string; size: number } };

const largestText = 256 * 1024 * 1024;

/** `backup.broken` for anything that is not the whole, unaltered archive; what the visitor throws goes through. */
export async function readArchive(
  path: string,
  visitor: ArchiveVisitor,
  options: { signal?: AbortSignal | undefined; onProgress?: ((bytesRead: number) => void) | undefined } = {},
): Promise<Manifest> {
  const input = createReadStream(path);
  const gunzip = createGunzip();
  const tar = tarExtract();
  const faults: unknown[] = [];
  for (const part of [input, gunzip, tar as unknown as NodeJS.EventEmitter]) part.on("error", (error: unknown) => faults.push(error));
  const source = pipeline(input, gunzip, tar as unknown as NodeJS.WritableStream, { signal: options.signal as AbortSignal }).catch(() => {});
  const watch = watching();
  try {
    const entries = (tar as unknown as AsyncIterable<Entry>)[Symbol.asyncIterator]();
    const next = async () => {
      options.onProgress?.(input.bytesRead);
      return (await entries.next()).value as Entry | undefined;
    };
    return await readEntries(path, next, visitor, watch);
  } catch (error) {
    if (options.signal?.aborted) throw new BackupError("backup.interrupted", "readingInterrupted", {}, error);
    if (error instanceof BackupError || watch.visitorFailed()) throw error;
    throw faultOf(path, faults[0] ?? error);
  } finally {
    tar.destroy();
    input.destroy();
    await source;
  }
}

type Watch = ReturnType<typeof watching>;

/** Tells a visitor's own failure (a full disk, a refused row) from a failure of the archive that passed through it. */
function watching() {
  let contentFailed = false;
  let visitorFailed = false;
  return {
    visitorFailed: () => visitorFailed && !contentFailed,
    async *content(entry: Entry, see: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
      const chunks = entry[Symbol.asyncIterator]();
      for (;;) {
        const { value, done } = await chunks.next().catch((error: unknown) => {
          contentFailed = true;
          throw error;
        });
        if (done) return;
        see(value);
        yield value;
      }
    },
    async visit(work: Promise<void> | void | undefined): Promise<void> {
      try {
        await work;
      } catch (error) {
        visitorFailed = true;
        throw error;
      }
    },
  };
}

function faultOf(path: string, cause: unknown): BackupError {
  const { syscall, code } = cause as NodeJS.ErrnoException;
  if (syscall === "open" || syscall === "read") {
    return code === "ENOENT"
      ? new BackupError("backup.notReadable", "noSuchFile", { path }, cause)
      : new BackupError("backup.notReadable", "notReadable", { path, why: reasonOf(cause) }, cause);
  }
  const truncated = code === "Z_BUF_ERROR" || (cause as Error).message === "Unexpected end of data";
  return truncated ? broken(path, "cutOff", {}, cause) : broken(path, "bytesDamaged", { why: (cause as Error).message }, cause);
}

const broken = (path: string, cause: BackupCause, values: Record<string, string> = {}, error?: unknown): BackupError =>
  new BackupError("backup.broken", cause, { ...values, path }, error);

async function readEntries(path: string, next: () => Promise<Entry | undefined>, visitor: ArchiveVisitor, watch: Watch): Promise<Manifest> {
  const first = await next();
  if (first?.header.name !== HEADER_NAME) throw broken(path, "noBackup");
  const head = parse(path, await textOf(path, first), header);
  await watch.visit(visitor.header?.(head));
  let entry = await next();
  const files = tallyFiles();
  for (; entry?.header.name.startsWith("files/"); entry = await next()) {
    const hash = entry.header.name.slice(6);
    const size = entry.header.size;
    const digest = createHash("sha256");
    const content = watch.content(entry, (chunk) => digest.update(chunk));
    if (!/^[0-9a-f]{64}$/.test(hash)) throw broken(path, "strangeEntry", { entry: JSON.stringify(entry.header.name) });
    await watch.visit(visitor.file?.(hash, size, content));
    await drain(content);
    if (digest.digest("hex") !== hash) throw broken(path, "otherContent", { file: fileName(hash) });
    files.add(hash, size);
  }
  const tables: Manifest["tables"] = [];
  for (const table of head.tables) {
    const tally = tallyRows();
    const prefix = `rows/${table.name}/`;
    const content = (async function* () {
      for (; entry?.header.name.startsWith(prefix); entry = await next()) yield* watch.content(entry, tally.add);
    })();
    if (entry?.header.name.startsWith(prefix)) await watch.visit(visitor.rows?.(table, content));
    await drain(content);
    tables.push({ ...table, ...tally.result() });
  }
  if (entry?.header.name !== MANIFEST_NAME) throw entry ? broken(path, "wrongPlace", { entry: JSON.stringify(entry.header.name) }) : broken(path, "endMissing");
  const said = parse(path, await textOf(path, entry), manifest);
  const { count, bytes, sha256 } = files.result();
  const seen: Manifest = { ...head, tables, files: { count, bytes, sha256, missing: said.files.missing } };
  for (const part of ["files", "tables", "migrations", "format"] as const) {
    if (JSON.stringify(said[part]) !== JSON.stringify(seen[part])) throw broken(path, "otherParts", { part });
  }
  if (await next()) throw broken(path, "somethingAdded");
  return said;
}

async function drain(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks);
}

async function textOf(path: string, entry: Entry): Promise<string> {
  if (entry.header.size > largestText) throw broken(path, "entryTooLarge", { entry: entry.header.name });
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function parse<T>(path: string, text: string, schema: { parse: (value: unknown) => T }): T {
  const said = unsealed(text);
  if (said === undefined) throw broken(path, "changedItself");
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch (error) {
    throw broken(path, "unreadableItself", {}, error);
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === "number" && format > FORMAT) throw new BackupError("backup.newer", "newerFormat", { path, format, known: FORMAT });
  try {
    return schema.parse(value);
  } catch (error) {
    throw broken(path, "incompleteItself", {}, error);
  }
}
