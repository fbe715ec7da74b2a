/** How an export writes "no value": PostgreSQL leaves the field empty, MySQL and its tools write `NULL` or `\N` without quotation marks. */
import { open } from "node:fs/promises";

const nullWords = ["NULL", "\\N"] as const;
const looked = 1024 * 1024;

/**
 * Learnt from the begin of the tables where fields without a value are usual. null: by empty fields. Whoever leaves a field
 * empty means no value by it, so that the word is a text there: somebody may be called NULL.
 */
export async function findNullWord(paths: readonly string[]): Promise<string | null> {
  const texts = await Promise.all(paths.map(beginOf));
  if (texts.some((text) => unquoted("").test(text))) return null;
  return nullWords.find((word) => texts.some((text) => unquoted(word).test(text))) ?? null;
}

const unquoted = (word: string): RegExp => new RegExp(String.raw`(^|,)${word.replace("\\", "\\\\")},|,${word.replace("\\", "\\\\")}(\r?\n|$)`, "m");

async function beginOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(looked), 0, looked, 0);
    return buffer.toString("latin1", 0, bytesRead).replaceAll(/"(?:[^"]|"")*"/g, '"');
  } finally {
    await file.close();
  }
}
