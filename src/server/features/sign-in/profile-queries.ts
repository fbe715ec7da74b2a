/** The contact's own profile. */
import type { Queryable } from "#server/platform/db/connect.ts";
import { found } from "#server/platform/refusal.ts";

export async function getProfile(db: Queryable, contactId: string) {
  const row = found(
    await db
      .selectFrom("contact")
      .select(["first_name", "last_name", "email", "login", "phone", "mobile", "language", "time_zone", "version"])
      .where("contact_id", "=", contactId)
      .executeTakeFirst(),
  );
  return {
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    login: row.login,
    phone: row.phone,
    mobile: row.mobile,
    language: row.language as "de" | "en" | null,
    timeZone: row.time_zone,
    version: row.version,
  };
}

export async function updateProfile(db: Queryable, contactId: string, changes: Record<string, unknown>, now: Date): Promise<void> {
  const { phone, mobile, language, timeZone } = changes as { phone?: string; mobile?: string; language?: string | null; timeZone?: string | null };
  await db
    .updateTable("contact")
    .set((eb) => ({
      ...(phone === undefined ? {} : { phone }),
      ...(mobile === undefined ? {} : { mobile }),
      ...(language === undefined ? {} : { language }),
      ...(timeZone === undefined ? {} : { time_zone: timeZone }),
      changed_at: now,
      version: eb("version", "+", 1),
    }))
    .where("contact_id", "=", contactId)
    .execute();
}
