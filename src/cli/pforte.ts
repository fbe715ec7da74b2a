/** The command line: what can be typed. Each command's work is in the file of its name, loaded when it is asked for. */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { productVersion } from "#server/platform/config/product-version.ts";
import { type CommandLine, createCommandLine } from "./command-line.ts";
import { faultLine, WrongUsage } from "./fault-line.ts";
import { stopSignal } from "./stop-signal.ts";

const fail = (line: string): void => {
  process.stderr.write(`pforte: ${line}\n`);
};

/** Loads and runs a command with its arguments and options. */
const runs =
  <Arguments extends unknown[]>(load: () => Promise<(commandLine: CommandLine, ...given: Arguments) => Promise<void>>) =>
  async (...given: unknown[]): Promise<void> => {
    const command = given.pop() as Command;
    const { json } = command.optsWithGlobals<{ json?: boolean }>();
    const commandLine = createCommandLine(json ?? false, stopSignal());
    await (await load())(commandLine, ...(given as Arguments));
  };

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

function demoLanguage(text: string): "de" | "en" {
  if (text !== "de" && text !== "en") throw new InvalidArgumentError("It must be de or en.");
  return text;
}

const program = new Command("pforte")
  .description("Gatekeeper and portal for service desks.")
  .version(productVersion)
  .option("--json", "print the result as JSON")
  .exitOverride()
  .configureOutput({ outputError: (text) => fail(text.replace(/^error: /, "").trim()) });

program
  .command("serve")
  .description("start the server (npm start)")
  .option("--demo", "fill an empty database with a made-up provider first, for trying out")
  .action(runs(async () => (await import("./serve.ts")).serve));
program
  .command("migrate")
  .description("bring the database up to this version")
  .action(runs(async () => (await import("./migrate.ts")).migrateDatabase));
program
  .command("create-admin")
  .description("create an administrator; prints a link to set the password")
  .requiredOption("--login <login>", "what the administrator signs in with")
  .requiredOption("--email <address>", "where reset links go")
  .option("--first-name <name>", "first name", "")
  .option("--last-name <name>", "last name", "")
  .option("--language <de|en>", "language of the screens", "en")
  .option("--password-stdin", "read the password from standard input instead of printing a link")
  .action(runs(async () => (await import("./create-admin.ts")).createAdmin));
program
  .command("create-token")
  .description("create an API token of an agent; it is printed once")
  .requiredOption("--login <login>", "the agent")
  .requiredOption("--scopes <list>", "what it may do, for example ticket:read,company:write")
  .option("--name <name>", "what it is for", "command line")
  .option("--days <number>", "how long it works; without: until it is revoked", wholeNumber)
  .action(runs(async () => (await import("./create-token.ts")).createToken));
program
  .command("import")
  .description("take over another system")
  .command("otrs")
  .description("OTRS, Znuny or OTOBO, from a folder of CSV files")
  .requiredOption("--from-csv <folder>", "the export")
  .option("--dry-run", "say what would be written, write nothing")
  .option("--source-time-zone <zone>", "where the times of the export are local, for example Europe/Berlin; without: UTC")
  .option("--apply-case-variants", "rights whose key differs from the record in upper and lower case count as well")
  .option("--plain-passwords", "passwords that the old system kept as plain text are taken")
  .option("--report <file>", "write the whole report there, as JSON")
  .action(runs(async () => (await import("./import-otrs.ts")).importOtrs));
program
  .command("explain")
  .description("why a contact can, or cannot, do something with a ticket")
  .requiredOption("--contact <login or id>", "who")
  .requiredOption("--ticket <number or id>", "which ticket")
  .option("--verb <verb>", "read, reply, change, close, judge or share", "read")
  .action(runs(async () => (await import("./explain.ts")).explain));
program
  .command("who")
  .description("which contacts can read a ticket, and by which path")
  .requiredOption("--ticket <number or id>", "which ticket")
  .option("--limit <number>", "how many people to show", wholeNumber, 50)
  .action(runs(async () => (await import("./who.ts")).who));
program
  .command("effective")
  .description("everything a contact can reach, and why")
  .requiredOption("--contact <login or id>", "who")
  .action(runs(async () => (await import("./effective.ts")).effective));
program
  .command("what-if")
  .description("who would gain and lose what by a call of the API, which is not made")
  .requiredOption("--login <login>", "the agent who would make it")
  .requiredOption("--method <method>", "POST, PUT, PATCH or DELETE")
  .requiredOption("--path <path>", "for example /api/v1/settings")
  .option("--body <json>", "what the call sends; - reads it from standard input")
  .option("--at <instant>", "look at then instead of now, for what begins or ends later")
  .action(runs(async () => (await import("./what-if.ts")).whatIf));
program
  .command("backup")
  .description("write rows and files to one file, while the server runs")
  .argument("<file>", "for example pforte.tar.gz")
  .option("--overwrite", "replace a file of that name, once the new one is complete")
  .option("--allow-missing-files", "go on without attachments that are gone or damaged; the backup lists them")
  .action(runs(async () => (await import("./backup.ts")).backup));
program
  .command("restore")
  .description("put a backup into an empty place")
  .argument("<file>", "what backup wrote")
  .option("--dry-run", "check the file and the place, change nothing")
  .action(runs(async () => (await import("./restore.ts")).restore));
program
  .command("doctor")
  .description("check this installation and say what to do")
  .option("--full", "read every file, not a sample")
  .action(runs(async () => (await import("./doctor.ts")).doctor));
program
  .command("seed-demo")
  .description("fill an empty database with a made-up provider, for trying out")
  .option("--language <de|en>", "names of queues and services, and whom to sign in as; without: the terminal's language", demoLanguage)
  .action(runs(async () => (await import("./seed-demo.ts")).seedDemoData));
program
  .command("generate-load")
  .description("fill an empty database with made-up records, for measurements")
  .requiredOption("--companies <number>", "how many companies", wholeNumber)
  .requiredOption("--contacts <number>", "how many contacts", wholeNumber)
  .requiredOption("--tickets <number>", "how many tickets", wholeNumber)
  .option("--seed <number>", "another seed gives other records", wholeNumber, 42)
  .action(runs(async () => (await import("./generate-load.ts")).generate));

/** 0 done, 1 refused or failed, 2 wrong usage. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  fail(faultLine(error, process.env));
  if (process.env.PFORTE_LOG === "debug" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof WrongUsage ? 2 : 1;
}

// Whoever read the output has gone (a pipe to head, a closed terminal): the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
for (const event of ["uncaughtException", "unhandledRejection"] as const) process.on(event, (error) => process.exit(exitCodeOf(error)));

let exitCode = 0;
try {
  await program.parseAsync();
} catch (error) {
  exitCode = exitCodeOf(error);
}
process.exit(process.exitCode ?? exitCode);
