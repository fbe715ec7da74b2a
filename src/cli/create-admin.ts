/** An administrator from outside: the first one, or one more when nobody can sign in any longer. */
import { text } from "node:stream/consumers";
import { setUp } from "#contract/session.ts";
import { linkHours } from "#server/features/sign-in/queries.ts";
import { setUpInstallation } from "#server/features/sign-in/set-up-installation.ts";
import { runCommand } from "#server/platform/run-command.ts";
import { type CommandLine, systemCaller } from "./command-line.ts";
import { WrongUsage } from "./fault-line.ts";
import { withDatabase } from "./open-database.ts";

type Options = { login: string; email: string; firstName: string; lastName: string; language: string; passwordStdin?: boolean };

const fields = setUp.body.pick({ login: true, email: true, firstName: true, lastName: true, language: true });

export async function createAdmin({ config, out }: CommandLine, options: Options): Promise<void> {
  const { passwordStdin, ...given } = options;
  const parsed = fields.safeParse({ login: given.login, email: given.email, firstName: given.firstName, lastName: given.lastName, language: given.language });
  if (!parsed.success) throw new WrongUsage(parsed.error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`).join("; "));
  const password = passwordStdin ? (await text(process.stdin)).split(/\r?\n/)[0] : null;
  if (password === "" || password === undefined) throw new WrongUsage("--password-stdin was given, but standard input is empty.");
  await withDatabase(config, { say: out.say }, async (databases) => {
    const caller = await systemCaller(config, databases);
    const made = await runCommand(caller, setUpInstallation, { ...parsed.data, password, token: null }, (_db, output) => output);
    const link = made.linkToken === null ? null : `${caller.kernel.publicUrl()}/workspace/set-password#${made.linkToken}`;
    const lines = [`Administrator ${parsed.data.login} is created.`];
    if (link !== null) lines.push(`This link sets the password, once, within ${linkHours} hours:`, `  ${link}`);
    out.result(lines.join("\n"), { agentId: made.agentId, login: parsed.data.login, link });
  });
}
