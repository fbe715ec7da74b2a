/** The frame of the workspace: navigation on the left, bar above, the page in the middle. */
import { AppShell } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "#web/client/live.ts";
import { useSession } from "#web/workspace/session/session.ts";
import { BAR_HEIGHT } from "./bar-height.ts";
import classes from "./frame.module.css";
import { liveKeys } from "./live-keys.ts";
import { Navigation } from "./navigation.tsx";
import { CrumbsProvider } from "./page-state.tsx";
import { useRememberVisits } from "./recent.ts";
import { TopBar } from "./top-bar.tsx";
import { useRememberPlaces } from "./way-back.ts";

const loadPalette = () => import("./search-palette.tsx");
const SearchPalette = lazy(() => loadPalette().then((module) => ({ default: module.SearchPalette })));
/** Once the first page is there: whoever presses Ctrl-K begins to type at once. */
const palettePauseMilliseconds = 1500;

export function AppFrame() {
  const { t } = useTranslation();
  const [menuOpened, menu] = useDisclosure();
  const [searchOpened, search] = useDisclosure();
  const [searchLoaded, load] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useLive(liveKeys);
  useRememberPlaces();
  useRememberVisits(useSession().agentId);
  const shownPath = useRef(path);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new page closes the menu and takes the focus
  useEffect(() => {
    if (shownPath.current === path) return;
    shownPath.current = path;
    menu.close();
    // Whoever uses a screen reader goes on at the new page, unless a field of it has the focus already.
    const content = document.getElementById("content");
    if (!content?.contains(document.activeElement)) content?.focus({ preventScroll: true });
  }, [path]);
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), palettePauseMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  const openSearch = () => {
    load.open();
    search.open();
  };
  useHotkeys([["mod+K", openSearch]], []);
  return (
    <CrumbsProvider>
      <a href="#content" className="pf-skip">
        {t("ui.skipToContent")}
      </a>
      <AppShell
        layout="alt"
        header={{ height: BAR_HEIGHT }}
        navbar={{ width: 212, breakpoint: "sm", collapsed: { mobile: !menuOpened } }}
        padding={0}
        transitionDuration={120}
      >
        <AppShell.Header className={classes.bar}>
          <TopBar onMenu={menu.toggle} menuOpened={menuOpened} onSearch={openSearch} />
        </AppShell.Header>
        <AppShell.Navbar className={classes.navigation}>
          <Navigation onClose={menu.close} />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <div className={classes.page}>
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
      {searchLoaded && (
        <Suspense>
          <SearchPalette opened={searchOpened} onClose={search.close} />
        </Suspense>
      )}
    </CrumbsProvider>
  );
}
