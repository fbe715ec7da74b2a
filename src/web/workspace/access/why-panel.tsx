/** Asks "why?" for a contact and a ticket and shows the picture. */
import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { explainAccess } from "#contract/access.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { TICKET_VERBS, type TicketVerb } from "./verbs.ts";
import { WhyPicture } from "./why-picture.tsx";

/** The verb of an address; anything else asks for reading. */
export const verbFrom = (text: string | undefined): TicketVerb => TICKET_VERBS.find((verb) => verb === text) ?? "read";

type Given = { contactId: string; ticketId: string; verb: TicketVerb; onVerb: (verb: TicketVerb) => void; footer?: ReactNode };

export function WhyPanel({ contactId, ticketId, verb, onVerb, footer }: Given) {
  // Always asked anew: what was true a minute ago is no answer to "why?".
  const asked = useEndpoint(explainAccess, { query: { contact: contactId, ticket: ticketId, verb } }, { staleMilliseconds: 0, keepPrevious: true });
  if (asked.error !== null) return <ErrorState message={problemText(asked.error)} onRetry={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton height={560} radius="lg" />;
  return (
    <div style={asked.isPlaceholderData ? { opacity: 0.6 } : undefined} aria-busy={asked.isPlaceholderData}>
      <WhyPicture explanation={asked.data} onVerb={onVerb} footer={footer} />
    </div>
  );
}
