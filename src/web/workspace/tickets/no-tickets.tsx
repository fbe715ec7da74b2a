import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";

/** Says why the list is empty: the filter, no rights yet, or really nothing to do. */
export function NoTickets({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  const { administrator } = useSession();
  const may = useMay();
  if (filtered) {
    return (
      <EmptyState
        title={t("workspace.ticket.noneFiltered")}
        action={
          <Button component={Link} to="/tickets?state=all" variant="default">
            {t("workspace.ticket.showAll")}
          </Button>
        }
      >
        {t("workspace.ticket.noneFilteredHow")}
      </EmptyState>
    );
  }
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
