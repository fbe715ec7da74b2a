/**
 * Adds or changes sentences in both locale files at once, keys sorted: lines of {"key", "en", "de"} on standard input.
 * `echo '{"key":"ui.save","en":"Save","de":"Speichern"}' | npm run -s locale`; {"key", "remove": true} takes one away.
 */
import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

type Line = { key: string; en?: string; de?: string; remove?: boolean };

const folder = resolve(import.meta.dirname, "../locales");
const lock = join(folder, ".lock");
const lines = readFileSync(0, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => JSON.parse(line) as Line);

for (let held = false; !held; ) {
  try {
    mkdirSync(lock);
    held = true;
  } catch {
    await sleep(50);
  }
}
try {
  for (const language of ["en", "de"] as const) {
    const path = join(folder, `${language}.json`);
    const sentences = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
    for (const line of lines) {
      const text = line[language];
      if (line.remove) delete sentences[line.key];
      else if (text === undefined) throw new Error(`${line.key} has no text in ${language}`);
      else sentences[line.key] = text;
    }
    const sorted = Object.fromEntries(Object.entries(sentences).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(`${path}.new`, `${JSON.stringify(sorted, null, 2)}\n`);
    renameSync(`${path}.new`, path);
  }
} finally {
  rmdirSync(lock);
}
