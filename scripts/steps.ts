/** Runs the steps of a check one after another and counts: `N passed, N failed` at the end. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");
const bin = (path: string): string => join(root, "node_modules", path);

export type Outcome = { passed: number; failed: number };
export type Step = { name: string; run: () => Outcome };

/** A program that passes or fails as a whole. */
export const program = (name: string, args: string[], environment: Record<string, string> = {}): Step => ({
  name,
  run() {
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } });
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  },
});

const projects = ["src/domain", "src/contract", "src/server", "src/cli", "src/web", "bench", "test", "scripts"];

export const types: Step[] = projects.map((project) => program(`types of ${project}`, [bin("typescript/bin/tsc"), "-p", project]));
export const lint = program("lint", [bin("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", "src", "test", "scripts", "bench"]);
export const schema = program("schema and types match the migrations", ["scripts/generate-schema.ts", "--check"]);
export const kills = program("every gate and path is noticed when it is taken out", ["test/access/kill-table.ts"]);

/** Tests by Vitest, counted one by one. */
export const vitest = (name: string, args: string[], environment: Record<string, string> = {}): Step => ({
  name,
  run() {
    const folder = mkdtempSync(join(tmpdir(), "pforte-vitest-"));
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { status } = spawnSync(process.execPath, [bin("vitest/vitest.mjs"), "run", ...args, ...reporters], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...environment },
    });
    try {
      const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number };
      return { passed: numPassedTests, failed: status === 0 ? numFailedTests : Math.max(1, numFailedTests) };
    } catch {
      return { passed: 0, failed: 1 };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** Runs all, also after a failure; sets the exit code. */
export function runSteps(steps: readonly Step[]): void {
  const total: Outcome = { passed: 0, failed: 0 };
  const failures: string[] = [];
  for (const step of steps) {
    const start = performance.now();
    console.log(`\n▸ ${step.name}`);
    const { passed, failed } = step.run();
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) failures.push(step.name);
    console.log(`${failed === 0 ? "✔" : "✖"} ${step.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }
  if (failures.length > 0) console.log(`\nfailed: ${failures.join("; ")}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
