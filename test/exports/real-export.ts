/** The export of a real OTOBO, where it lies beside the repository; tests go without it and say so. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";

export const realExportFolder = resolve(import.meta.dirname, "../../../shared/data/otobo-export");

export function hasRealExport(): boolean {
  const found = existsSync(realExportFolder);
  if (!found) console.info(`Left out: there is no OTOBO export in ${realExportFolder}.`);
  return found;
}
