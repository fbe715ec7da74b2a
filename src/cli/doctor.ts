/** Looks at everything an installation stands on; each finding says what to do. */
import { join } from "node:path";
import { type Check, checkDatabase, checkMachine } from "#server/features/health/diagnose.ts";
import { connect } from "#server/platform/db/connect.ts";
import { createFileStore } from "#server/platform/files/file-store.ts";
import type { CommandLine } from "./command-line.ts";
import { Failure, faultLine } from "./fault-line.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";

export async function doctor({ config, out, signal }: CommandLine, options: { full?: boolean }): Promise<void> {
  const checks: Check[] = await checkMachine(config);
  let database: OpenDatabase | undefined;
  try {
    database = await openDatabase(config, { say: out.say, existing: true, migrate: false });
  } catch (error) {
    checks.push({ name: "database", state: "bad", finding: faultLine(error, process.env), todo: null });
  }
  if (database) {
    const databases = connect(database.address, { mainConnections: 2, portalConnections: 1 });
    try {
      const files = createFileStore(join(config.dataFolder, "files"));
      checks.push(...(await checkDatabase({ databases, files, full: options.full ?? false, say: out.say, signal })));
    } finally {
      await databases.close();
      await database.close();
    }
  }
  const bad = checks.filter((check) => check.state === "bad").length;
  out.result(checks.map(line).join("\n"), { healthy: bad === 0, checks });
  if (bad > 0) throw new Failure(`${bad} ${bad === 1 ? "thing needs" : "things need"} attention.`);
}

const marks = { good: "ok  ", hint: "hint", bad: "BAD " };
const line = ({ name, state, finding, todo }: Check): string => `${marks[state]}  ${name}: ${finding}${todo === null ? "" : `\n      -> ${todo}`}`;
