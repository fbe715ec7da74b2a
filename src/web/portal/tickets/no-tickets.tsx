/** An empty list: why, in the words of its view, and the ways on. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TicketListQuery } from "#contract/ticket-fields.ts";
import { useAddress } from "#web/client/address.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { recordFilters, withoutFilters } from "./ticket-filters.tsx";

export function NoTickets({ view, state }: Pick<TicketListQuery, "view" | "state">) {
  const { t } = useTranslation();
  const session = useSession();
  const [address, change] = useAddress();
  const { q } = address;
  const isNarrowed = q !== undefined || recordFilters.some((name) => address[name] !== undefined);
  const title = q !== undefined ? t("portal.list.nothingFound", { q }) : t(isNarrowed ? "portal.list.nothingHere" : `portal.list.nothingIn.${view}.${state}`);
  return (
    <EmptyState
      title={title}
      action={
        <div style={{ display: "flex", flexWrap: "wrap", gap: 8, justifyContent: "center" }}>
          {state !== "all" && (
            <Button variant="default" onClick={() => change({ state: "all" })}>
              {t(state === "open" ? "portal.list.alsoClosed" : "portal.list.alsoOpen")}
            </Button>
          )}
          {isNarrowed ? (
            <Button variant="default" onClick={() => change(withoutFilters)}>
              {t("portal.list.withoutFilters")}
            </Button>
          ) : session.mayCreate && view !== "shared" && view !== "billed" ? (
            <Link to="/new" className="pf-button">
              {t("portal.home.new")}
            </Link>
          ) : null}
        </div>
      }
    >
      {isNarrowed ? t("portal.list.nothingFoundText") : view === "shared" || view === "billed" ? t(`portal.list.${view}Explain`) : undefined}
    </EmptyState>
  );
}
