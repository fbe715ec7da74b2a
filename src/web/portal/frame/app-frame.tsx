/** What stands around every page of a signed-in contact: name, ways to go, own menu. Tabs at the thumb on a phone. */
import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconHome, IconMessages, IconPencilPlus, IconUserCircle } from "@tabler/icons-react";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "#web/client/live.ts";
import { SessionProvider, useLastSession, useSession } from "#web/portal/session/portal-session.ts";
import { Initials } from "#web/ui/initials.tsx";
import { Link } from "#web/ui/link.tsx";
import { useOnDemand } from "#web/ui/use-on-demand.ts";
import classes from "./app-frame.module.css";
import { Brand } from "./brand.tsx";
import { liveKeys } from "./live-keys.ts";
import { Shortcuts } from "./shortcuts.tsx";

type Place = { to: string; label: string; icon: ReactNode; isHere: (path: string) => boolean };

function usePlaces(): Place[] {
  const { t } = useTranslation();
  const { mayCreate } = useSession();
  const icon = { size: 22, stroke: 1.7, "aria-hidden": true } as const;
  return [
    { to: "/", label: t("portal.nav.home"), icon: <IconHome {...icon} />, isHere: (path) => path === "/" },
    { to: "/tickets", label: t("portal.nav.tickets"), icon: <IconMessages {...icon} />, isHere: (path) => path.startsWith("/tickets") },
    ...(mayCreate ? [{ to: "/new", label: t("portal.nav.new"), icon: <IconPencilPlus {...icon} />, isHere: (path: string) => path === "/new" }] : []),
    { to: "/profile", label: t("portal.nav.profile"), icon: <IconUserCircle {...icon} />, isHere: (path) => path === "/profile" },
  ];
}

export function AppFrame() {
  const session = useLastSession();
  if (session === null) return null;
  return (
    <SessionProvider value={session}>
      <Frame />
    </SessionProvider>
  );
}

function Frame() {
  const { t } = useTranslation();
  const session = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const places = usePlaces();
  useLive(liveKeys);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  // A new page is announced: the focus goes to its beginning, as after a real page load.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  const entries = (kind: string) =>
    places.map((place) => (
      <Link key={place.to} to={place.to} className={kind} aria-current={place.isHere(path) ? "page" : undefined}>
        {place.icon}
        <span>{place.label}</span>
      </Link>
    ));
  return (
    <div className={classes.frame}>
      <a href="#content" className="pf-skip">
        {t("ui.skipToContent")}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.home} aria-label={`${session.installationName}: ${t("portal.nav.home")}`}>
            <Brand name={session.installationName} />
          </Link>
          <nav className={classes.nav} aria-label={t("portal.nav.label")}>
            {entries(classes.entry ?? "")}
          </nav>
          <OwnButton />
        </div>
      </header>
      <main id="content" ref={main} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <Shortcuts />
      <nav className={classes.tabs} aria-label={t("portal.nav.label")}>
        {entries(classes.tab ?? "")}
      </nav>
    </div>
  );
}

const loadMenu = () => import("./own-menu.tsx").then((module) => module.OwnMenu);

function OwnButton() {
  const { t } = useTranslation();
  const session = useSession();
  const { Part, opened, setOpened, triggers } = useOnDemand(loadMenu);
  const button = (
    <UnstyledButton {...triggers} className={classes.own} aria-label={t("portal.nav.own", { name: session.name })} aria-haspopup="menu">
      <Initials name={session.name} size={32} tone="accent" />
      <IconChevronDown size={16} aria-hidden />
    </UnstyledButton>
  );
  if (Part === null) return button;
  return (
    <Part opened={opened} onOpened={setOpened}>
      {button}
    </Part>
  );
}
