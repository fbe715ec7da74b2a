import type { moveContact as endpoint } from "#contract/contact.ts";
import type { BodyOf } from "#contract/endpoint.ts";
import { found, Refusal } from "#server/platform/refusal.ts";
import { command } from "#server/platform/run-command.ts";
import { listHeldMemberships, type MembershipToWrite } from "./membership-queries.ts";
import { stepsToSet, writeSteps } from "./membership-rule.ts";
import { lockContact } from "./queries.ts";

type Input = BodyOf<typeof endpoint> & { contactId: string };

/**
 * A contact goes from one company to another, with the same role unless another is said. Its old tickets stay with the old company;
 * it keeps sight of its own there only if that is said: then the membership ends now and stays, otherwise it is taken away.
 */
export const moveContact = command({
  name: "contacts.move-contact",
  async run(context, { version, roleId, keepsOwnTickets, reason, ...input }: Input): Promise<string> {
    const { db, now } = context;
    const { contact_id: contactId } = found(await lockContact(db, input.contactId));
    const [fromId, toId] = [input.fromCompanyId.toLowerCase(), input.toCompanyId.toLowerCase()];
    if (fromId === toId) throw new Refusal("request.invalid", { fields: [{ path: "toCompanyId", code: "notInList" }] });
    const held = await listHeldMemberships(db, [contactId]);
    const left = found(held.find((membership) => membership.company_id === fromId));
    if (left.version !== version) throw new Refusal("record.versionStale");
    const given = { roleId: roleId ?? left.role_id, from: null, until: null, ...(left.is_primary ? { primary: true } : {}) };
    const arriving = stepsToSet(held, { contactId, companyId: toId }, given).filter(({ after }) => after?.company_id === toId);
    await writeSteps(context, [{ before: left, after: keepsOwnTickets ? ended(left, now) : null }, ...arriving], reason);
    return contactId;
  },
});

const ended = (membership: MembershipToWrite, now: Date): MembershipToWrite => ({
  ...membership,
  is_primary: false,
  keeps_own_tickets: true,
  ends_at: membership.ends_at !== null && membership.ends_at < now ? membership.ends_at : now,
});
