/** The server: port first, then the database, then the product; ends with everything it started. */
import { insertLink } from "#server/features/sign-in/queries.ts";
import { hasAdministrator } from "#server/features/sign-in/set-up-queries.ts";
import { startServer } from "#server/main.ts";
import { productVersion } from "#server/platform/config/product-version.ts";
import { connect } from "#server/platform/db/connect.ts";
import { type Listener, openListener } from "#server/platform/http/listener.ts";
import type { Kernel } from "#server/platform/kernel.ts";
import { createLog } from "#server/platform/log/log.ts";
import type { CommandLine } from "./command-line.ts";
import { Failure } from "./fault-line.ts";
import { terminalLanguage } from "./faults.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";

type Options = { demo?: boolean };

export async function serve(commandLine: CommandLine, { demo }: Options = {}): Promise<void> {
  const { config, out, signal } = commandLine;
  // From here on the health page says "alive, not ready", also while a database recovers.
  const listener = await openListener(config);
  let database: OpenDatabase | undefined;
  try {
    database = await openDatabase(config, { say: out.say, alone: true });
    for (const name of database.migrated) out.say(`migrated: ${name}`);
    const lines = demo ? await demoFor(commandLine, listener, database) : [];
    if (!signal.aborted) await serveUntilStopped(commandLine, listener, database, lines);
  } finally {
    await listener.close();
    await database?.close();
  }
}

/** Fills the database before anybody can use it; the lines that say who can be tried. */
async function demoFor({ config }: CommandLine, listener: Listener, { address }: OpenDatabase): Promise<string[]> {
  const { demoLines, fillWithDemo } = await import("./seed-demo.ts");
  const databases = connect(address, { mainConnections: 1, portalConnections: 1 });
  try {
    const language = terminalLanguage(process.env);
    const place = { dataFolder: config.dataFolder, publicUrl: config.publicUrl ?? listener.url, language };
    return demoLines(await fillWithDemo(databases.main, place), language);
  } finally {
    await databases.close();
  }
}

async function serveUntilStopped(
  { config, out, signal }: CommandLine,
  listener: Listener,
  database: OpenDatabase,
  demoLines: readonly string[],
): Promise<void> {
  const server = await startServer({ config, log: createLog(config.logLevel), address: database.address, listener });
  const link = await firstAdministratorLink(server.kernel);
  out.result(
    [
      `Pforte ${productVersion} is ready.`,
      `  Agents:   ${server.url}/workspace/`,
      `  Contacts: ${server.url}/`,
      ...(link === null ? [] : ["Nobody is administrator yet. This link works once, within 24 hours:", `  ${link}`]),
      ...demoLines,
      "Ctrl-C stops it.",
    ].join("\n"),
    { version: productVersion, url: server.url, setUpLink: link },
  );
  const stopped = new Promise<"stopped">((resolve) => signal.addEventListener("abort", () => resolve("stopped"), { once: true }));
  const end = signal.aborted ? "stopped" : await Promise.race([stopped, ...(database.ended ? [database.ended.then(() => "database" as const)] : [])]);
  if (end === "database")
    throw new Failure(`The database server ended by itself. Its last words are in ${config.dataFolder}/postgres.log; start Pforte again.`);
  out.say("stopping");
  await server.stop();
}

/** New at each start while nobody is administrator; earlier ones stop working. */
async function firstAdministratorLink({ databases, clock, publicUrl }: Kernel): Promise<string | null> {
  if (await hasAdministrator(databases.main)) return null;
  const { token } = await insertLink(databases.main, null, "firstAdministrator", clock());
  return `${publicUrl()}/workspace/set-up#${token}`;
}
