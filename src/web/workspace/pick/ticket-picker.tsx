import { type AgentTicketView, getTicket, listTickets } from "#contract/ticket.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { type Found, type Option, type PickerProps, RecordPicker } from "./record-picker.tsx";

const asOption = (ticket: AgentTicketView): Option => ({
  value: ticket.id,
  label: `#${ticket.number} ${ticket.subject}`,
  detail: [ticket.queueName, ticket.companyName, ticket.contactName].filter(Boolean).join(" · "),
});

export function TicketPicker(props: PickerProps) {
  const chosen = useEndpoint(getTicket, { params: { id: props.value ?? "" } }, { enabled: props.value !== null });
  const useFound = (q: string, active: boolean): Found => {
    const { data, isFetching } = useEndpoint(listTickets, { query: { limit: 20, ...(q === "" ? {} : { q }) } }, { enabled: active, keepPrevious: true });
    return { options: (data?.items ?? []).map(asOption), busy: isFetching, total: data?.total ?? 0 };
  };
  return <RecordPicker {...props} chosen={props.value === null || chosen.data === undefined ? null : asOption(chosen.data)} useFound={useFound} />;
}
