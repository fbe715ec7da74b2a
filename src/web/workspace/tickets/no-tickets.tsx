/** Says why the list is empty: which filter leaves nothing, no rights yet, or really nothing to do. */
import { Button, Group, Stack } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listTickets } from "#contract/ticket.ts";
import { useAddress } from "#web/client/address.ts";
import { call } from "#web/client/call.ts";
import { listKey } from "#web/client/list-query.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { type FilterKey, narrowing, type TicketFilterInput, withoutFilter } from "./list-filter.ts";

export function NoTickets({ filter }: { filter: TicketFilterInput }) {
  const { t } = useTranslation();
  const { administrator } = useSession();
  const may = useMay();
  const keys = narrowing(filter);
  if (keys.length > 1 || (keys.length === 1 && keys[0] !== "state") || filter.state === "closed") return <NothingFound filter={filter} keys={keys} />;
  return (
    <EmptyState
      title={t("workspace.ticket.none")}
      action={
        may("ticket:write") && (
          <Button component={Link} to="/tickets/new" variant="default">
            {t("workspace.ticket.new")}
          </Button>
        )
      }
    >
      {t(administrator ? "workspace.ticket.noneHow" : "workspace.ticket.noneRights")}
    </EmptyState>
  );
}

/** What the list would hold without each of the filters. */
function NothingFound({ filter, keys }: { filter: TicketFilterInput; keys: readonly FilterKey[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [, change] = useAddress();
  const without = useQueries({
    queries: keys.map((key) => {
      const query = { ...filter, ...(key === "state" ? { state: "all" as const } : { [key]: undefined }), limit: 1 };
      return { queryKey: listKey(listTickets, undefined, query), queryFn: () => call(listTickets, { query }), meta: { live: "seldom" } };
    }),
  });
  const helpful = keys.filter((_, at) => (without[at]?.data?.total ?? 0) > 0);
  const waiting = without.some((one) => one.isPending);
  return (
    <EmptyState title={t("workspace.ticket.noneFiltered")}>
      {t(waiting ? "ui.loading" : helpful.length > 0 ? "workspace.ticket.noneDrop" : "workspace.ticket.noneDropAll")}
      <Stack mt="md" align="center" gap="xs">
        <Group gap="xs" justify="center" mih={36}>
          {helpful.map((key) => (
            <Button key={key} variant="default" onClick={() => change(withoutFilter(key))}>
              {t("workspace.ticket.without", {
                filter: t(`workspace.ticket.filter.${key}`),
                count: without[keys.indexOf(key)]?.data?.total ?? 0,
                shown: formats.number(without[keys.indexOf(key)]?.data?.total ?? 0),
              })}
            </Button>
          ))}
          {!waiting && helpful.length === 0 && (
            <Button variant="default" onClick={() => change({ ...Object.fromEntries(keys.map((key) => [key, undefined])), state: "all" })}>
              {t("workspace.ticket.showAll")}
            </Button>
          )}
        </Group>
      </Stack>
    </EmptyState>
  );
}
