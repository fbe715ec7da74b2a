/** The part of the bootstrap (setup.cjs --test) that looks for the programs of the machine which the tests use. */
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const CHROMIUMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const findProgram = (name) =>
  ["", "/usr/bin", "/usr/local/bin", ...(process.env.PATH ?? "").split(":")].some(
    (folder) => path.isAbsolute(path.join(folder, name)) && fs.existsSync(path.join(folder, name)),
  );
const hasChromium = () => (process.env.CHROMIUM ? fs.existsSync(process.env.CHROMIUM) : CHROMIUMS.some(findProgram));
const hasPostgres15 = () => fs.existsSync("/usr/lib/postgresql/15/bin/postgres");

/** What the tests use of the machine: a browser for the journeys, Debian's PostgreSQL 15 for the slices' second run. */
function prepareTests(setup) {
  const missing = () => [...(hasChromium() ? [] : [["chromium", "fonts-liberation"]]), ...(hasPostgres15() ? [] : [["postgresql-15"]])];
  if (missing().length === 0) return;
  if (process.getuid?.() === 0 && findProgram("apt-get")) setup.alone(() => installDebianPackages(missing(), setup));
  for (const [program] of missing())
    setup.warn(`${program} is missing, so tests that need it cannot run: install it (Debian: apt-get install ${missing().flat().join(" ")})`);
}

function installDebianPackages(groups, { say, warn, QUIETLY }) {
  if (groups.length === 0) return;
  say(`installing ${groups.flat().join(", ")} (apt-get), about a minute`);
  const apt = (...args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const run = spawnSync("apt-get", ["-q", "-y", "-o", "DPkg::Lock::Timeout=300", ...args], { ...QUIETLY, env });
    if (run.status !== 0) warn(`apt-get ${args.join(" ")} failed: ${(run.stderr ?? run.error?.message ?? "").trim().split("\n").slice(-3).join(" ")}`);
  };
  // postgresql-common's own switch: only the programs, no cluster, so that no server is started.
  const noCluster = "/etc/postgresql-common/createcluster.d/pforte-tests.conf";
  fs.mkdirSync(path.dirname(noCluster), { recursive: true });
  fs.writeFileSync(noCluster, "create_main_cluster = false\n");
  apt("update");
  for (const packages of groups) apt("install", "--no-install-recommends", ...packages);
  fs.rmSync(noCluster, { force: true });
}

module.exports = { prepareTests };
