import { generateLoad } from "#bench/generate-load.ts";
import type { CommandLine } from "./command-line.ts";
import { openDatabase } from "./open-database.ts";
import { count } from "./output.ts";

export async function generate({ config, out }: CommandLine, options: { companies: number; contacts: number; tickets: number; seed: number }): Promise<void> {
  const database = await openDatabase(config, { say: out.say });
  let step = "";
  const onProgress = (progress: { step: string }) => {
    if (progress.step !== step) out.say(progress.step);
    step = progress.step;
  };
  await generateLoad(database.address, { ...options, onProgress }).finally(() => database.close());
  out.result(`${count(options.companies)} companies, ${count(options.contacts)} contacts and ${count(options.tickets)} tickets are made.`, options);
}
