/** Where one can go: only what the signed-in agent may read. */
import { CloseButton } from "@mantine/core";
import {
  IconBuilding,
  IconFolders,
  IconHistory,
  IconKey,
  IconListCheck,
  IconMail,
  IconSettings,
  IconTicket,
  IconUserCog,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import { useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getFirstSteps } from "#contract/administration.ts";
import { listTickets } from "#contract/ticket.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import { usePolling } from "#web/client/live.ts";
import { Link } from "#web/ui/link.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { Brand } from "./brand.tsx";
import classes from "./frame.module.css";

type Place = { to: string; key: string; icon: TablerIcon; permission: AgentPermission };

export const PLACES: readonly (readonly Place[])[] = [
  [
    { to: "/tickets", key: "workspace.nav.tickets", icon: IconTicket, permission: "ticket:read" },
    { to: "/companies", key: "workspace.nav.companies", icon: IconBuilding, permission: "company:read" },
    { to: "/contacts", key: "workspace.nav.contacts", icon: IconUsers, permission: "contact:read" },
    { to: "/projects", key: "workspace.nav.projects", icon: IconFolders, permission: "company:read" },
    { to: "/access", key: "workspace.nav.access", icon: IconKey, permission: "access:read" },
  ],
  [
    { to: "/agents", key: "workspace.nav.agents", icon: IconUserCog, permission: "agent:read" },
    { to: "/outbox", key: "workspace.nav.outbox", icon: IconMail, permission: "outbox:read" },
    { to: "/settings", key: "workspace.nav.settings", icon: IconSettings, permission: "setting:read" },
    { to: "/audit", key: "workspace.nav.audit", icon: IconHistory, permission: "audit:read" },
  ],
];

export function Navigation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { installationName } = useSession();
  const may = useMay();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const groups = PLACES.map((places) => places.filter((place) => may(place.permission))).filter((places) => places.length > 0);
  return (
    <>
      <div className={classes.brandRow}>
        <Link to="/tickets" className={classes.brand}>
          <Brand />
          <span title={installationName}>{installationName}</span>
        </Link>
        <CloseButton hiddenFrom="sm" aria-label={t("ui.close")} onClick={onClose} />
      </div>
      <nav aria-label={t("workspace.nav.label")}>
        {may("setting:write") && <FirstSteps isHere={isWithin(path, "/first-steps")} />}
        {groups.map((places, index) => (
          <div key={places[0]?.to}>
            {index > 0 && <div className={classes.rule} />}
            {places.map((place) => (
              <Link key={place.to} to={place.to} className={classes.item} {...(isWithin(path, place.to) ? { "aria-current": "page" } : {})}>
                <place.icon size={18} stroke={1.7} aria-hidden />
                {t(place.key)}
                {place.to === "/tickets" && <MyTickets />}
              </Link>
            ))}
          </div>
        ))}
      </nav>
    </>
  );
}

const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** While an installation is new: how far it is. */
function FirstSteps({ isHere }: { isHere: boolean }) {
  const { t } = useTranslation();
  const { data } = useEndpoint(getFirstSteps, {}, { staleMilliseconds: 60_000 });
  if (!data?.shown) return null;
  const done = [true, data.mail, data.queue, data.customer, data.colleague];
  return (
    <Link to="/first-steps" className={classes.item} {...(isHere ? { "aria-current": "page" } : {})}>
      <IconListCheck size={18} stroke={1.7} aria-hidden />
      {t("workspace.firstSteps.title")}
      <span className={classes.count}>{t("workspace.firstSteps.count", { done: done.filter(Boolean).length, all: done.length })}</span>
    </Link>
  );
}

/** How many open tickets are assigned to me. */
function MyTickets() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useEndpoint(
    listTickets,
    { query: { assignee: "me", state: "open", limit: 1 } },
    { staleMilliseconds: 60_000, refetchMilliseconds: usePolling(120_000), live: "seldom" },
  );
  if (!data || data.total === 0) return null;
  return (
    <span className={classes.count} title={t("workspace.nav.myTickets", { count: data.total })}>
      {formats.number(data.total)}
    </span>
  );
}
