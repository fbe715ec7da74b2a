/** The product's HTTP server in a process of its own, for bench.ts: says its address, answers how much it used, stops when told. */

import { startServer } from "#server/main.ts";
import { readConfig } from "#server/platform/config/config.ts";
import type { DatabaseAddress } from "#server/platform/db/connect.ts";
import { createGivenAnswers } from "#server/platform/http/told-answers.ts";
import { createLog } from "#server/platform/log/log.ts";

export type ServeMessage = { url: string } | { usage: { cpuMicroseconds: number; rssBytes: number; peakBytes: number } };

const [folder = "", address = "{}", anew] = process.argv.slice(2);
const config = readConfig({ PFORTE_PORT: "0", PFORTE_DATA: folder, PFORTE_LOG: "warn" });
const server = await startServer({
  config,
  log: createLog("warn"),
  address: JSON.parse(address) as DatabaseAddress,
  ...(anew ? { givenAnswers: createGivenAnswers(0) } : {}),
});

const say = (message: ServeMessage): void => void process.send?.(message);
process.on("message", (message) => {
  if (message === "usage") {
    const { user, system } = process.cpuUsage();
    say({ usage: { cpuMicroseconds: user + system, rssBytes: process.memoryUsage().rss, peakBytes: process.resourceUsage().maxRSS * 1024 } });
  }
  if (message === "stop") void server.stop().then(() => process.exit());
});
say({ url: server.url });
