import { getTicket, listTickets } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { type Option, type PickerProps, RecordPicker, usePicking } from "./record-picker.tsx";

const asOption = (ticket: AgentTicketView): Option => ({
  value: ticket.id,
  label: `#${ticket.number} ${ticket.subject}`,
  detail: [ticket.queueName, ticket.companyName, ticket.contactName].filter(Boolean).join(" · "),
});

/** `except`: one that is not offered, as the one that it is chosen for. */
export function TicketPicker({ except, ...props }: PickerProps & { except?: string }) {
  const chosen = useEndpoint(getTicket, { params: { id: props.value ?? "" } }, { enabled: props.value !== null });
  const picking = usePicking(props.value === null || chosen.data === undefined ? null : asOption(chosen.data));
  const { data, isFetching } = useEndpoint(
    listTickets,
    { query: { limit: 20, ...(picking.q === "" ? {} : { q: picking.q }) } },
    { enabled: picking.opened, keepPrevious: true },
  );
  return <RecordPicker {...props} picking={picking} options={(data?.items ?? []).filter(({ id }) => id !== except).map(asOption)} busy={isFetching} />;
}
