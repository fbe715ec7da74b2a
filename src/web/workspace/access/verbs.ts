/** The verbs in the order in which they are always shown. */
import type { z } from "zod";
import { ticketVerb } from "#contract/fields.ts";
import { roleView } from "#contract/master-data.ts";

export type TicketVerb = z.infer<typeof ticketVerb>;
export const TICKET_VERBS: readonly TicketVerb[] = ticketVerb.options;
export const ROLE_VERBS = roleView.shape.verbs.element.options;
