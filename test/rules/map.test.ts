/** ARCHITECTURE.md is the map of the sources: what it names exists, and no folder that one should know is missing from it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const map = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

/** Folders whose content the map need not tell; files in them count as existing. */
const mapped = ["src", "src/domain", "src/server", "src/server/platform", "src/server/features", "src/web"];
/** Drawers: a rule that goes in there is not found again. */
const drawers = ["utils", "lib", "helpers", "common", "shared", "types", "constants", "services"];
/** "Service" is a word of the domain (docs/glossary.md): this folder is a feature, not a drawer. */
const exceptions = ["src/server/features/services"];

/** Lines of the first block of code, each entry with its path from the root. Several names before the description are siblings. */
function treePaths(text: string): string[] {
  const tree = /^```\n([\s\S]*?)^```/m.exec(text)?.[1] ?? "";
  const parents: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const [, frame = "", entries = ""] = /^([│├└─\s]*)(\S+(?: \S+)*)/.exec(line) ?? [];
    if (entries === "" || entries === ".") return [];
    const depth = frame.length / 3;
    const names = entries.split(" ").filter((name) => name.endsWith("/") || /\.\w+$/.test(name));
    parents.length = depth - 1;
    const paths = names.map((name) => join(...parents, name.replace(/\/$/, "")));
    parents[depth - 1] = (names.at(-1) ?? "").replace(/\/$/, "");
    return paths;
  });
}

/** Code spans that name a file or folder of the repository: not an address of the API, not an alias, not a pattern. */
function spans(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1] ?? "")
    .filter((span) => /^\.?[\w@-][\w@.-]*(\/[\w@.-]+)*\/?$/.test(span) && /\/|\.(ts|tsx|cjs|sql|json|md)$/.test(span));
}

/** All folders below one that hold a file somewhere: an empty one is not in the repository. */
function folders(path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const below = `${path}/${entry.name}`;
      return holdsFile(below) ? [below, ...folders(below)] : [];
    });
}

const holdsFile = (path: string): boolean =>
  readdirSync(join(root, path), { withFileTypes: true }).some((entry) => entry.isFile() || (entry.isDirectory() && holdsFile(`${path}/${entry.name}`)));

const files = ["src", "db", "locales", "test", "scripts", "bench", "docs"].flatMap((folder) => [
  folder,
  ...readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
]);

describe("ARCHITECTURE.md", () => {
  const tree = treePaths(map);

  test("draws a tree whose every entry exists", () => {
    expect(tree.length).toBeGreaterThan(40);
    expect(tree.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("names no file or folder that is not there", () => {
    const named = spans(map);
    expect(named.length).toBeGreaterThan(40);
    const missing = named.filter((span) => {
      if (span.includes("/")) return !existsSync(join(root, span));
      return !existsSync(join(root, span)) && !files.some((path) => basename(path) === span);
    });
    expect(missing).toEqual([]);
  });

  test.each(mapped)("has every folder directly below %s", (folder) => {
    const here = folders(folder).filter((path) => path.split("/").length === folder.split("/").length + 1);
    expect(here.length).toBeGreaterThan(0);
    expect(here.filter((path) => !tree.includes(path))).toEqual([]);
  });

  test("is read in five minutes: two pages", () => {
    expect(map.split("\n").length).toBeLessThanOrEqual(120);
    expect(map.split(/\s+/).length).toBeLessThanOrEqual(1300);
  });
});

describe("src", () => {
  test("has no drawer for things without an owner", () => {
    const found = folders("src").filter((path) => drawers.includes(basename(path)) && !exceptions.includes(path));
    expect(found).toEqual([]);
  });

  test("has the exceptions that are named here", () => {
    expect(exceptions.filter((path) => !statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory())).toEqual([]);
  });
});
