/** Own fields: what an installation keeps of tickets beside what all have. Values stand in `ownFields` of a ticket, by key. */
import { z } from "zod";
import { KEPT_FIELD_TYPES, OWN_FIELD_TYPES } from "#domain/tickets/own-fields.ts";
import { agent, get, patch, post, put } from "./endpoint.ts";
import { byId, id, labels, name, shortText, version } from "./fields.ts";

const option = z.strictObject({ value: name, label: name });
const options = z
  .array(option)
  .max(500)
  .refine((all) => new Set(all.map(({ value }) => value)).size === all.length);

export const ownFieldView = z.strictObject({
  id,
  /** For good: what values stand under. */
  key: z.string(),
  name: z.string(),
  labels,
  /** In the asking agent's language. */
  label: z.string(),
  /** `instant` and `json` come from a take-over and are only read. */
  type: z.enum(KEPT_FIELD_TYPES),
  /** Of a choice. `value` is what tickets have, `label` what people read. */
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  shownToContacts: z.boolean(),
  state: z.enum(["active", "closed"]),
  version,
});
export type OwnFieldView = z.infer<typeof ownFieldView>;
const allFields = z.strictObject({ items: z.array(ownFieldView) });

export const listOwnFields = get("/api/v1/own-fields", {
  summary: "All own fields of tickets, in their order, closed ones included",
  policy: agent("ticket:read"),
  response: allFields,
});
export const createOwnField = post("/api/v1/own-fields", {
  summary: "Create an own field of tickets; it comes last, and contacts do not see it unless that is said",
  policy: agent("setting:write"),
  body: z.strictObject({
    /** Default: made of the name. */
    key: z
      .string()
      .regex(/^[A-Za-z0-9_.:-]{1,100}$/)
      .optional(),
    name,
    labels: labels.default({}),
    type: z.enum(OWN_FIELD_TYPES),
    options: options.default([]),
    shownToContacts: z.boolean().default(false),
    reason: shortText.optional(),
  }),
  response: ownFieldView,
  status: 201,
  errors: ["ownField.keyTaken"],
});
export const changeOwnField = patch("/api/v1/own-fields/{id}", {
  summary: "Change an own field; its key and type stay. A closed one keeps its values and is not offered any more",
  policy: agent("setting:write"),
  params: byId,
  body: z.strictObject({
    version,
    reason: shortText.optional(),
    name: name.optional(),
    labels: labels.optional(),
    options: options.optional(),
    shownToContacts: z.boolean().optional(),
    state: z.enum(["active", "closed"]).optional(),
  }),
  response: ownFieldView,
  errors: ["record.notFound", "record.versionStale"],
});
export const orderOwnFields = put("/api/v1/own-fields/order", {
  summary: "Put all own fields of tickets into this order",
  policy: agent("setting:write"),
  body: z.strictObject({ ids: z.array(id).max(1000) }),
  response: allFields,
  errors: ["record.unknownReference"],
});
