/** Files by content: named by their SHA-256 in PFORTE_DATA/files, written before the commit that names them. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";

export type StoredFile = { hash: Buffer; size: number };

export type FileStore = {
  folder: string;
  put(bytes: Uint8Array): Promise<StoredFile>;
  /** Reads until `largest` bytes; undefined: it is larger, and nothing was stored. */
  putStream(stream: ReadableStream<Uint8Array>, largest: number): Promise<StoredFile | undefined>;
  read(hash: Buffer): ReadableStream<Uint8Array>;
  has(hash: Buffer): Promise<boolean>;
  delete(hash: Buffer): Promise<void>;
  /** Hashes of all files older than `olderThan`, folder by folder. */
  list(olderThan: Date): AsyncIterable<Buffer>;
};

export function createFileStore(folder: string): FileStore {
  const pathOf = (hash: Buffer): string => {
    const hex = hash.toString("hex");
    return join(folder, hex.slice(0, 2), hex);
  };

  async function putStream(chunks: AsyncIterable<Uint8Array>, largest: number): Promise<StoredFile | undefined> {
    const incoming = join(folder, "incoming");
    await mkdir(incoming, { recursive: true });
    const temporary = join(incoming, randomUUID());
    const file = await open(temporary, "wx");
    const digest = createHash("sha256");
    let size = 0;
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > largest) break;
        digest.update(chunk);
        await file.write(chunk);
      }
      if (size <= largest) await file.sync();
    } finally {
      await file.close();
    }
    if (size > largest) {
      await rm(temporary);
      return undefined;
    }
    const hash = digest.digest();
    await mkdir(join(folder, hash.toString("hex").slice(0, 2)), { recursive: true });
    await rename(temporary, pathOf(hash)); // the same content twice is the same file
    return { hash, size };
  }

  return {
    folder,
    async put(bytes) {
      const stored = await putStream(
        (async function* () {
          yield bytes;
        })(),
        Number.POSITIVE_INFINITY,
      );
      if (!stored) throw new Error("unlimited put refused");
      return stored;
    },
    putStream: (stream, largest) => putStream(stream as unknown as AsyncIterable<Uint8Array>, largest),
    read: (hash) => Readable.toWeb(createReadStream(pathOf(hash))) as ReadableStream<Uint8Array>,
    has: (hash) =>
      stat(pathOf(hash)).then(
        () => true,
        () => false,
      ),
    delete: (hash) => rm(pathOf(hash), { force: true }),
    async *list(olderThan) {
      for (const part of await readdir(folder).catch(() => [] as string[])) {
        if (!/^[0-9a-f]{2}$/.test(part)) continue;
        for (const name of await readdir(join(folder, part))) {
          const { mtime } = await stat(join(folder, part, name));
          if (mtime < olderThan) yield Buffer.from(name, "hex");
        }
      }
    },
  };
}
