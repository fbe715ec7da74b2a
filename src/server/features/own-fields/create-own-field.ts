import type { BodyOf } from "#contract/endpoint.ts";
import type { createOwnField as endpoint } from "#contract/own-field.ts";
import { keyFor } from "#domain/tickets/own-fields.ts";
import { command } from "#server/platform/run-command.ts";
import { insertOwnField, lockOwnFields } from "./queries.ts";

/** A further field, behind all others. */
export const createOwnField = command({
  name: "own-fields.create-own-field",
  async run(context, { reason, key, ...wanted }: BodyOf<typeof endpoint>): Promise<string> {
    const all = await lockOwnFields(context.db);
    const fields = { ...wanted, key: key ?? keyFor(wanted.name, new Set(all.map((field) => field.key.toLowerCase()))) };
    const rank = Math.max(0, ...all.map((field) => field.rank)) + 1;
    const id = await insertOwnField(context.db, { ...fields, state: "active", rank }, context.now);
    context.audit({ event: "ownField.created", subject: { kind: "ownField", id }, after: fields, reason });
    return id;
  },
});
