/** The made-up provider: fills an empty database with it, and says who can be tried. */
import { join } from "node:path";
import { type Demo, seedDemo } from "#server/features/demo/seed-demo.ts";
import type { Db } from "#server/platform/db/connect.ts";
import { createFileStore } from "#server/platform/files/file-store.ts";
import { type Language, translateTo } from "#server/platform/i18n/translate.ts";
import type { CommandLine } from "./command-line.ts";
import { terminalLanguage } from "./faults.ts";
import { withDatabase } from "./open-database.ts";

export async function seedDemoData({ config, out }: CommandLine, options: { language?: Language }): Promise<void> {
  const language = options.language ?? terminalLanguage(process.env);
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const demo = await withDatabase(config, { say: out.say }, ({ main }) => fillWithDemo(main, { dataFolder: config.dataFolder, publicUrl, language }));
  out.result(demoLines(demo, language).join("\n"), demo);
}

type Place = { dataFolder: string; publicUrl: string; language: Language };

export const fillWithDemo = (database: Db, { dataFolder, publicUrl, language }: Place): Promise<Demo> =>
  seedDemo(database, { now: new Date(), language, publicUrl, files: createFileStore(join(dataFolder, "files")) });

/** Three people to sign in as, and that none of it is for real work. */
export function demoLines({ filled, tickets, signIns }: Demo, language: Language): string[] {
  const say = translateTo(language);
  const widest = Math.max(...signIns.map(({ login }) => login.length));
  return [
    filled ? say("demo.filled", { tickets }) : say("demo.already"),
    ...signIns.map(({ as, realm, name, login, password }) => `  ${login.padEnd(widest)}  ${password}  ${say(`demo.${as}`, { name, realm })}`),
    say("demo.tryingOut"),
  ];
}
