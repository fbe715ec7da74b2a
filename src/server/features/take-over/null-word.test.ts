import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findNullWord } from "./null-word.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pforte-null-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function wordOf(...texts: string[]): Promise<string | null> {
  const paths = texts.map((_, index) => join(folder, `${index}.csv`));
  await Promise.all(texts.map((text, index) => writeFile(paths[index] ?? "", text)));
  return findNullWord(paths);
}

test("NULL and \\N without quotation marks are no value where no field is left empty", async () => {
  expect(await wordOf('id,title,phone\n1,"",NULL\n2,"x","0"\n')).toBe("NULL");
  expect(await wordOf('id,title\r\n1,"x"\r\n2,NULL\r\n3,"y"\r\n')).toBe("NULL");
  expect(await wordOf('id,title,comment\n1,NULL,"a,,b\n,\n""c"""\n')).toBe("NULL");
  expect(await wordOf('id,title\n1,"x"\n', "id,phone,fax\n1,\\N,5\n")).toBe("\\N");
});

test("somebody may be called NULL where fields without a value are empty", async () => {
  expect(await wordOf("id,name,phone\n1,NULL,\n")).toBeNull();
  expect(await wordOf("id,name,phone\n1,Müller,\n", "id,name,fax\n2,NULL,3\n")).toBeNull();
  expect(await wordOf('id,name\n1,"NULL"\n')).toBeNull();
});
