import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ExportError } from "#domain/take-over/export-error.ts";
import { readCsv } from "./csv.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pforte-csv-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, characterSet?: string) {
  const path = join(folder, "some.csv");
  await writeFile(path, content);
  return Array.fromAsync(readCsv(path, characterSet ? { characterSet } : {}));
}

async function problem(content: string | Buffer): Promise<unknown[]> {
  const error = await read(content).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ExportError ? [error.code, error.file, error.line, error.column] : ["nothing"];
}

test("line breaks, quotation marks, a byte order mark and Windows line ends are read", async () => {
  expect(await read('\ufeffid,Text\r\n1,"a, ""b""\nc"\r\n2,\r\n')).toEqual([
    { id: "1", text: 'a, "b"\nc' },
    { id: "2", text: "" },
  ]);
});

test("a malformed file is told by file, line and column", async () => {
  expect(await problem("a,b,c\n1,2,3\n4,5\n")).toEqual(["takeOver.malformedCsv", "some.csv", 3, 3]);
  expect(await problem("a,b\n1,2,3\n")).toEqual(["takeOver.malformedCsv", "some.csv", 2, 3]);
  expect(await problem('a,b\n1,"x\ny"\n2,"never closed\n3,4\n')).toEqual(["takeOver.malformedCsv", "some.csv", 4, 2]);
  expect(await problem('a,b\n1,"with ""marks"" and\n3,4\n')).toEqual(["takeOver.malformedCsv", "some.csv", 2, 2]);
  expect(await problem('a,b\n1,x"y\n')).toEqual(["takeOver.malformedCsv", "some.csv", 2, 2]);
  expect(await problem('a,b\n1,2\n"x"y,2\n')).toEqual(["takeOver.malformedCsv", "some.csv", 3, 1]);
  expect(await problem("a,a\n1,2\n")).toEqual(["takeOver.malformedCsv", "some.csv", 1, 2]);
  expect(await problem("")).toEqual(["takeOver.malformedCsv", "some.csv", 1, 1]);
});

test("bytes of another character set are told by their line, not turned into question marks", async () => {
  const latin = Buffer.from("a,b\n1,x\n2,Müller\n", "latin1");
  expect(await problem(latin)).toEqual(["takeOver.unreadable", "some.csv", 3, undefined]);
  expect(await read(latin, "ISO-8859-1")).toContainEqual({ a: "2", b: "Müller" });
});
