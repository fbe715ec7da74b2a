import { generateLoad } from "#bench/generate-load.ts";
import { launchEmbedded } from "#server/platform/db/embedded/launch.ts";
import { migrate } from "#server/platform/db/migrate.ts";

const dataFolder = process.argv[2]!;
const tickets = Number(process.argv[3]);
const server = await launchEmbedded({ dataFolder, say: console.log });
try {
  await migrate(server.connection);
  let last = "";
  const t = performance.now();
  await generateLoad(server.connection, {
    companies: 10000,
    contacts: 100000,
    tickets,
    rightsPerContact: process.argv[4] === "per",
    onProgress: (p) => {
      if (p.step !== last) {
        console.log(p.step, ((performance.now() - t) / 1000).toFixed(1));
        last = p.step;
      }
    },
  });
  console.log("done", ((performance.now() - t) / 1000).toFixed(1));
} finally {
  await server.stop();
}
