/** The settings that ask every gate and open every path: for measuring what they cost. */
import { randomUUID } from "node:crypto";
import type { Db } from "#server/platform/db/connect.ts";

/** Every path and gate that is off by default; and off again. */
export async function setGates(db: Db, on: boolean): Promise<void> {
  const settings = {
    "access.projectPermissions": "required",
    "access.internalProjects": true,
    "access.familyTickets": "allContacts",
    "access.parentSeesTickets": true,
  };
  await db.deleteFrom("setting").where("setting_key", "in", Object.keys(settings)).where("company_id", "is", null).execute();
  if (!on) return;
  const rows = Object.entries(settings).map(([key, value]) => ({ setting_id: randomUUID(), setting_key: key, value: JSON.stringify(value) }));
  await db.insertInto("setting").values(rows).execute();
}
