/** The portal's addresses. Pages are loaded when somebody goes there. */
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { plainSearch } from "#web/client/address.ts";
import { ApiProblem } from "#web/client/call.ts";
import { PageProblem, StartProblem } from "./frame/page-problem.tsx";
import { PageWaiting } from "./frame/page-waiting.tsx";
import { speakAndRemember } from "./session/language.ts";
import { installationQuery, sessionQuery } from "./session/portal-session.ts";

type Context = { queryClient: QueryClient };
const root = createRootRouteWithContext<Context>()({ component: Outlet });

/** Pages for people who are not signed in, in the installation's language (ZEP-02). */
const outside = createRoute({
  getParentRoute: () => root,
  id: "outside",
  beforeLoad: async ({ context }) => {
    const installation = await context.queryClient.ensureQueryData(installationQuery);
    await speakAndRemember(installation.language, { onlyNow: true });
  },
  errorComponent: StartProblem,
});
const signIn = createRoute({
  getParentRoute: () => outside,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./session/sign-in-page.tsx"), "SignInPage"),
});
const forgot = createRoute({
  getParentRoute: () => outside,
  path: "/forgot",
  component: lazyRouteComponent(() => import("./session/forgot-page.tsx"), "ForgotPage"),
});
/** The link's token stands behind `#`, so that it never reaches a log. */
const setPassword = createRoute({
  getParentRoute: () => outside,
  path: "/set-password",
  component: lazyRouteComponent(() => import("./session/set-password-page.tsx"), "SetPasswordPage"),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    try {
      const session = await context.queryClient.ensureQueryData(sessionQuery);
      await speakAndRemember(session.language);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      const next = location.pathname + location.searchStr;
      throw redirect({ to: "/sign-in", search: next === "/" ? {} : { next } } as never);
    }
  },
  component: lazyRouteComponent(() => import("./frame/app-frame.tsx"), "AppFrame"),
  errorComponent: StartProblem,
});
const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
});
const ticketList = createRoute({
  getParentRoute: () => inside,
  path: "/tickets",
  component: lazyRouteComponent(() => import("./tickets/ticket-list-page.tsx"), "TicketListPage"),
});
const ticket = createRoute({
  getParentRoute: () => inside,
  path: "/tickets/$id",
  component: lazyRouteComponent(() => import("./ticket/ticket-page.tsx"), "TicketPage"),
});
/** From the mail about a finished ticket: the same page, at its judgement. */
const judgement = createRoute({
  getParentRoute: () => inside,
  path: "/tickets/$id/judgement",
  component: lazyRouteComponent(() => import("./ticket/ticket-page.tsx"), "JudgementPage"),
});
const newRequest = createRoute({
  getParentRoute: () => inside,
  path: "/new",
  component: lazyRouteComponent(() => import("./new-request/new-request-page.tsx"), "NewRequestPage"),
});
const profile = createRoute({
  getParentRoute: () => inside,
  path: "/profile",
  component: lazyRouteComponent(() => import("./profile/profile-page.tsx"), "ProfilePage"),
});
const nowhere = createRoute({
  getParentRoute: () => inside,
  path: "$",
  component: lazyRouteComponent(() => import("./frame/not-found-page.tsx"), "NotFoundPage"),
});

export const createPortalRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      outside.addChildren([signIn, forgot, setPassword]),
      inside.addChildren([home, ticketList, ticket, judgement, newRequest, profile, nowhere]),
    ]),
    context: { queryClient },
    ...plainSearch,
    scrollRestoration: true,
    defaultPendingComponent: PageWaiting,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultErrorComponent: PageProblem,
  });
