/** The plans of the lists at a million tickets, as `node bench/plans.ts --gates --write bench/plans` took them: none of them reads a whole table of tickets or people. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const folder = resolve(import.meta.dirname, "../../bench/plans");
const plans = readdirSync(folder).filter((name) => name.endsWith(".txt"));

test("there is a plan for everybody whose list is measured", () => {
  const measured = readFileSync(resolve(folder, "../people.ts"), "utf8");
  const people = [...(measured.split("} as const;")[0] ?? "").matchAll(/^ {2}(\w+): "/gm)].map((match) => match[1] ?? "");
  expect(people.length).toBeGreaterThan(10);
  expect(people.filter((person) => !plans.includes(`list-${person}.txt`))).toEqual([]);
});

test.each(plans)("%s reads tickets and contacts by an index", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  expect(text).toContain("Execution Time");
  expect(text.split("\n").filter((line) => /Seq Scan on (ticket|contact|article|ticket_search|membership)\b/.test(line))).toEqual([]);
});
