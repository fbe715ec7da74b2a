/** What every command gets, and who acts: the command line is `system`, which may read everything. */

import type { Config } from "#server/platform/config/config.ts";
import { readConfig } from "#server/platform/config/config.ts";
import type { Databases } from "#server/platform/db/connect.ts";
import { translateTo } from "#server/platform/i18n/translate.ts";
import type { Caller } from "#server/platform/kernel.ts";
import { createLog } from "#server/platform/log/log.ts";
import { createOutput, type Output } from "./output.ts";

export type CommandLine = {
  config: Config;
  out: Output;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
};

export const createCommandLine = (json: boolean, signal: AbortSignal): CommandLine => ({ config: readConfig(process.env), out: createOutput(json), signal });

/** Runs commands of the product as the system, in one process with nobody else: jobs that they enqueue are found by the server's clock. */
export async function systemCaller(config: Config, databases: Databases): Promise<Caller> {
  const { buildKernel } = await import("#server/main.ts");
  const { kernel } = buildKernel({ config, log: createLog(config.logLevel === "debug" ? "debug" : "error"), address: { url: "" }, databases });
  return {
    kernel,
    principal: { kind: "system" },
    now: new Date(),
    language: "en",
    translate: translateTo("en"),
    network: "",
    client: "command line",
    idempotency: null,
  };
}
