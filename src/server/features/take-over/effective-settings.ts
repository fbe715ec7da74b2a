/** Which switches somebody set here, so that an import leaves them alone. */
import { listInstallationSettings } from "./find-existing.ts";
import { findImportKeys } from "./queries.ts";
import { hashOf } from "./row-hash.ts";
import type { Run } from "./run.ts";

/** Key → value, of those settings here that no import wrote as they are now. */
export async function findSettingsOfOthers(run: Run, keys: readonly string[]): Promise<Map<string, unknown>> {
  const here = await listInstallationSettings(run.db, keys);
  const imported = await findImportKeys(run.db, run.source, "setting", keys);
  const others = new Map<string, unknown>();
  for (const [key, { value }] of here) {
    const written = imported.get(key)?.rowHash.equals(hashOf({ setting_key: key, company_id: null, contact_id: null, value }));
    if (!written) others.set(key, value);
  }
  return others;
}
