/** What a contact can do: the closed list of verbs (access-model, "Verbs"). */
export const VERBS = ["read", "create", "reply", "change", "close", "judge", "share"] as const;
export type Verb = (typeof VERBS)[number];

/** The verbs that are asked of an existing ticket; `create` is asked of a company and a queue. */
export const TICKET_VERBS = ["read", "reply", "change", "close", "judge", "share"] as const;
export type TicketVerb = (typeof TICKET_VERBS)[number];
