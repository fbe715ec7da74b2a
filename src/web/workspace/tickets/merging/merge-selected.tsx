/** From the list: which of the selected tickets goes on; the others go into it. */
import { Radio, Skeleton, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { MergeForm } from "./merge-form.tsx";

type Given = { ids: readonly string[]; known: readonly AgentTicketView[]; onDone: () => void; onClose: () => void };

export function MergeSelected({ ids, known, onDone, onClose }: Given) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const asked = useQueries({
    queries: ids.map((id) => {
      const listed = known.find((ticket) => ticket.id === id);
      return {
        queryKey: listKey(getTicket, { id }, null),
        queryFn: ({ signal }: { signal: AbortSignal }) => call(getTicket, { params: { id }, signal }),
        ...(listed === undefined ? {} : { initialData: listed }),
        staleTime: 60_000,
      };
    }),
  });
  // The oldest goes on, unless somebody says otherwise.
  const tickets = asked.flatMap(({ data }) => data ?? []).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const target = tickets.find(({ id }) => id === chosen) ?? tickets[0] ?? null;
  const isThere = tickets.length === ids.length;
  const done = () => {
    onClose();
    onDone();
  };
  return (
    <MergeForm target={isThere ? target : null} sources={isThere ? tickets.filter((one) => one !== target) : []} onDone={done} onClose={onClose}>
      {isThere ? (
        <Radio.Group label={t("workspace.merge.goesOn")} value={target?.id ?? ""} onChange={setChosen}>
          <Stack gap={8} mt={8}>
            {tickets.map((ticket) => (
              <Radio
                key={ticket.id}
                value={ticket.id}
                label={`#${ticket.number} ${ticket.subject}`}
                description={
                  <Text span inherit>
                    {[ticket.contactName, ticket.companyName].filter(Boolean).join(" · ")} · <DateTime at={ticket.createdAt} />
                  </Text>
                }
              />
            ))}
          </Stack>
        </Radio.Group>
      ) : (
        <Skeleton height={ids.length * 48} />
      )}
    </MergeForm>
  );
}
