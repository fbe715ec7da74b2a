/** What a contact may change about itself. */
import type { BodyOf } from "#contract/endpoint.ts";
import type { changeProfile as changeProfileEndpoint } from "#contract/session.ts";
import { Refusal } from "#server/platform/refusal.ts";
import { command, contactOf } from "#server/platform/run-command.ts";
import { getProfile, updateProfile } from "./profile-queries.ts";

export const changeProfile = command({
  name: "sign-in.change-profile",
  async run(context, input: BodyOf<typeof changeProfileEndpoint>): Promise<string> {
    const { access } = contactOf(context);
    const before = await getProfile(context.db, access.contactId);
    if (before.version !== input.version) throw new Refusal("record.versionStale");
    const { version: _, ...wanted } = input;
    const changes = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => value !== undefined && before[key as keyof typeof before] !== value));
    await updateProfile(context.db, access.contactId, changes, context.now);
    const former = Object.fromEntries(Object.keys(changes).map((key) => [key, before[key as keyof typeof before]]));
    context.audit({
      event: "contact.profile-changed",
      subject: { kind: "contact", id: access.contactId },
      contactId: access.contactId,
      before: former,
      after: changes,
    });
    return access.contactId;
  },
});
