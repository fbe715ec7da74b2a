import { readFileSync } from "node:fs";
import pg from "pg";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";

const server = await launchEmbedded({ dataFolder: process.argv[2] ?? "" });
const client = new pg.Client(server.connection);
await client.connect();
try {
  for (const text of readFileSync(0, "utf8")
    .split(/;\s*\n/)
    .map((t) => t.trim())
    .filter(Boolean)) {
    const times: number[] = [];
    const runs = text.startsWith("--once") || /^(set|alter|create|drop|explain|update|vacuum|insert|analyze)/i.test(text) ? 1 : 5;
    let rows: unknown[] = [];
    for (let i = 0; i < runs; i++) {
      const t = performance.now();
      rows = (await client.query(text)).rows;
      times.push(performance.now() - t);
    }
    console.log(`-- ${text.slice(0, 150).replace(/\s+/g, " ")}\n   ${times.map((t) => t.toFixed(1)).join(" ")} ms`);
    for (const row of rows.slice(0, 60))
      console.log(
        "   ",
        Object.values(row as object)
          .join(" | ")
          .slice(0, 220),
      );
  }
} catch (e) {
  console.log(String(e));
} finally {
  await client.end();
  await server.stop();
}
