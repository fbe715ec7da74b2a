/** The documents hold what they promise: links lead somewhere, and variables, commands, and codes of reports are all described. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { AGENT_PERMISSIONS } from "#domain/agent-permissions.ts";
import { DIFFERENCE_CODES } from "#domain/take-over/explain-difference.ts";
import { FINDING_CODES } from "#domain/take-over/findings.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const below = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => ending.test(path))
    .map((path) => `${folder}/${path}`);

const documents = [...readdirSync(root).filter((name) => name.endsWith(".md")), ...below("docs", /\.md$/)].sort();
const decisions = documents.filter((path) => path.startsWith("docs/decisions/"));

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, "");

/** As the usual renderers make the address of a heading. */
const anchors = (text: string): string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );

test("the documents are there", () => {
  const expected = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/glossary.md", "docs/guide/command-line.md"];
  expect(expected.filter((path) => !documents.includes(path))).toEqual([]);
  for (const path of ["LICENSE", "NOTICE"]) expect(existsSync(join(root, path)), path).toBe(true);
});

describe.each(documents)("%s", (path) => {
  const text = read(path);

  test("has no link that leads nowhere", () => {
    const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
    const dead = links.filter((link) => {
      if (/^(https?|mailto):/.test(link)) return false;
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchors(read(target)).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  test("names no place or registry of whoever wrote it, leaves nothing to do, and does not shout", () => {
    const found = ["TODO", "FIXME"].filter((word) => text.includes(word));
    expect(found).toEqual([]);
    expect(text).not.toMatch(/\bregistry\.[\w-]+\.\w+|\b(artifactory|verdaccio|nexus)\b/i);
    expect(withoutCode(text).replaceAll("![", "[")).not.toContain("!"); // an exclamation mark before a bracket is a picture
  });
});

test("README.md describes every variable of the configuration, and no other", () => {
  const variables = [...new Set([...read("src/server/platform/config/config.ts").matchAll(/given\("(\w+)"\)/g)].map((match) => match[1] ?? ""))].sort();
  const described = [...read("README.md").matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] ?? "").sort();
  expect(variables.length).toBeGreaterThan(5);
  expect(described).toEqual(variables);
});

describe("docs/guide/command-line.md", () => {
  const guide = read("docs/guide/command-line.md");
  const program = below("src/cli", /\.ts$/)
    .filter((path) => !path.endsWith(".test.ts"))
    .map(read)
    .join("\n");

  test("has a section for every command that is registered, and for no other", () => {
    const registered = [...program.matchAll(/\.command\(\s*"([\w-]+)/g)].map((match) => match[1] ?? "");
    const parents = [...program.matchAll(/\.command\(\s*"([\w-]+)[^"]*"\s*\)(?:(?!\.action|\.command)[\s\S])*?\.command\(\s*"([\w-]+)/g)].map((match) => [
      match[1] ?? "",
      `${match[1]} ${match[2]}`,
    ]);
    const commands = registered
      .filter((name) => !parents.some(([parent]) => parent === name))
      .map((name) => parents.find(([, full]) => full?.endsWith(` ${name}`))?.[1] ?? name);
    const sections = [...guide.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? "");
    expect(commands.length).toBeGreaterThan(5);
    expect([...sections].sort()).toEqual([...commands].sort());
  });

  test("names every option of a command, here or in the guide that it points to", () => {
    const options = [...new Set([...program.matchAll(/\.(?:requiredOption|option)\(\s*"(--[\w-]+)/g)].map((match) => match[1] ?? ""))];
    expect(options.length).toBeGreaterThan(10);
    const all = `${guide}\n${read("docs/guide/take-over.md")}`;
    expect(options.filter((option) => !new RegExp(`${option}(?![\\w-])`).test(all))).toEqual([]);
  });

  test("names every scope that a token can have", () => {
    expect(AGENT_PERMISSIONS.filter((permission) => !guide.includes(`\`${permission}\``))).toEqual([]);
  });
});

test("docs/guide/take-over.md explains every code of the report, and no other", () => {
  const guide = read("docs/guide/take-over.md");
  const codes = [...FINDING_CODES, ...DIFFERENCE_CODES];
  const told = [...guide.slice(guide.indexOf("## The report")).matchAll(/^\| ((?:`[\w-]+`(?:, )?)+) \|/gm)].flatMap((match) =>
    [...(match[1] ?? "").matchAll(/`([\w-]+)`/g)].map((code) => code[1] ?? ""),
  );
  expect([...told].sort()).toEqual([...codes].sort());
});

describe("docs/decisions", () => {
  test("are numbered without a gap", () => {
    expect(decisions.map((path) => basename(path).slice(0, 4))).toEqual(decisions.map((_, index) => String(index + 1).padStart(4, "0")));
  });

  test.each(decisions)("%s says context, decision and consequences", (path) => {
    const text = read(path);
    expect(text).toMatch(new RegExp(`^# ${basename(path).slice(0, 4)} \\S`));
    for (const part of ["## Context", "## Decision", "## Consequences"]) expect(text).toContain(`\n${part}\n`);
  });
});

test("LICENSE is the whole Apache License", () => {
  const text = read("LICENSE");
  expect(text).toMatch(/Apache License\s+Version 2\.0, January 2004/);
  expect(text).toContain("END OF TERMS AND CONDITIONS");
  expect(JSON.parse(read("package.json")) as { license: string }).toMatchObject({ license: "Apache-2.0" });
});
