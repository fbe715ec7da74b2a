/** Every page of the workspace with its address; each is loaded when it is first opened. */

import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { type AddressValues, plainSearch } from "#web/client/address.ts";
import { ApiProblem } from "#web/client/call.ts";
import { createQueryClient } from "#web/client/query-client.ts";
import { AppFrame } from "#web/workspace/frame/app-frame.tsx";
import { NotFoundPage, PageError } from "#web/workspace/frame/page-errors.tsx";
import { BASE_PATH } from "#web/workspace/frame/providers.tsx";
import { sessionQuery } from "#web/workspace/session/session.ts";
import { loadViews } from "#web/workspace/views/views-query.ts";

/** The page that asked is opened again after signing in. */
export const queryClient: QueryClient = createQueryClient(() => {
  const { pathname, searchStr } = router.state.location;
  if (pathname !== "/sign-in") void router.navigate({ to: "/sign-in", search: { next: pathname + searchStr, notice: "ended" } });
});

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  // Values of the address are plain texts; each page knows its own.
  validateSearch: (search): AddressValues => search as AddressValues,
  component: Outlet,
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: AppFrame,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.pathname + location.searchStr } });
    }
  },
});

const outside = { getParentRoute: () => root };
const within = { getParentRoute: () => inside };

// Addresses are written out here once: this list is the map of the app.
const routeTree = root.addChildren([
  createRoute({ ...outside, path: "/sign-in", component: lazyRouteComponent(() => import("./session/sign-in-page.tsx"), "SignInPage") }),
  createRoute({ ...outside, path: "/set-password", component: lazyRouteComponent(() => import("./session/set-password-page.tsx"), "SetPasswordPage") }),
  createRoute({ ...outside, path: "/set-up", component: lazyRouteComponent(() => import("./session/set-up-page.tsx"), "SetUpPage") }),
  inside.addChildren([
    createRoute({
      ...within,
      path: "/",
      beforeLoad: () => {
        throw redirect({ to: "/tickets", replace: true });
      },
    }),
    createRoute({ ...within, path: "/first-steps", component: lazyRouteComponent(() => import("./first-steps/first-steps-page.tsx"), "FirstStepsPage") }),
    createRoute({
      ...within,
      ...loadViews("tickets"),
      path: "/tickets",
      component: lazyRouteComponent(() => import("./tickets/ticket-list-page.tsx"), "TicketListPage"),
    }),
    createRoute({ ...within, path: "/tickets/new", component: lazyRouteComponent(() => import("./tickets/new-ticket-page.tsx"), "NewTicketPage") }),
    createRoute({ ...within, path: "/tickets/$id", component: lazyRouteComponent(() => import("./tickets/ticket-page.tsx"), "TicketPage") }),
    createRoute({ ...within, path: "/tickets/$id/$tab", component: lazyRouteComponent(() => import("./tickets/ticket-page.tsx"), "TicketPage") }),
    createRoute({
      ...within,
      ...loadViews("companies"),
      path: "/companies",
      component: lazyRouteComponent(() => import("./companies/company-list-page.tsx"), "CompanyListPage"),
    }),
    createRoute({ ...within, path: "/companies/new", component: lazyRouteComponent(() => import("./companies/new-company-page.tsx"), "NewCompanyPage") }),
    createRoute({ ...within, path: "/companies/$id", component: lazyRouteComponent(() => import("./companies/company-page.tsx"), "CompanyPage") }),
    createRoute({ ...within, path: "/companies/$id/$tab", component: lazyRouteComponent(() => import("./companies/company-page.tsx"), "CompanyPage") }),
    createRoute({
      ...within,
      ...loadViews("contacts"),
      path: "/contacts",
      component: lazyRouteComponent(() => import("./contacts/contact-list-page.tsx"), "ContactListPage"),
    }),
    createRoute({ ...within, path: "/contacts/new", component: lazyRouteComponent(() => import("./contacts/new-contact-page.tsx"), "NewContactPage") }),
    createRoute({ ...within, path: "/contacts/$id", component: lazyRouteComponent(() => import("./contacts/contact-page.tsx"), "ContactPage") }),
    createRoute({ ...within, path: "/contacts/$id/$tab", component: lazyRouteComponent(() => import("./contacts/contact-page.tsx"), "ContactPage") }),
    createRoute({ ...within, path: "/projects", component: lazyRouteComponent(() => import("./projects/project-list-page.tsx"), "ProjectListPage") }),
    createRoute({ ...within, path: "/projects/$id", component: lazyRouteComponent(() => import("./projects/project-page.tsx"), "ProjectPage") }),
    createRoute({ ...within, path: "/projects/$id/$tab", component: lazyRouteComponent(() => import("./projects/project-page.tsx"), "ProjectPage") }),
    createRoute({ ...within, path: "/access", component: lazyRouteComponent(() => import("./access/access-page.tsx"), "AccessPage") }),
    createRoute({ ...within, path: "/access/$tab", component: lazyRouteComponent(() => import("./access/access-page.tsx"), "AccessPage") }),
    createRoute({ ...within, path: "/access/groups/$id", component: lazyRouteComponent(() => import("./access/group-page.tsx"), "GroupPage") }),
    createRoute({ ...within, path: "/access/services/$id", component: lazyRouteComponent(() => import("./access/service-page.tsx"), "ServicePage") }),
    createRoute({
      ...within,
      ...loadViews("agents"),
      path: "/agents",
      component: lazyRouteComponent(() => import("./agents/agent-list-page.tsx"), "AgentListPage"),
    }),
    createRoute({ ...within, path: "/agents/$id", component: lazyRouteComponent(() => import("./agents/agent-page.tsx"), "AgentPage") }),
    createRoute({ ...within, ...loadViews("outbox"), path: "/outbox", component: lazyRouteComponent(() => import("./outbox/outbox-page.tsx"), "OutboxPage") }),
    createRoute({ ...within, path: "/settings", component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage") }),
    createRoute({ ...within, path: "/settings/$tab", component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage") }),
    // Every part of the screens in every state: for people who build them, found by its address.
    createRoute({ ...within, path: "/design", component: lazyRouteComponent(() => import("./design/design-page.tsx"), "DesignPage") }),
    createRoute({ ...within, path: "$", component: NotFoundPage }),
    createRoute({ ...within, ...loadViews("audit"), path: "/audit", component: lazyRouteComponent(() => import("./audit/audit-page.tsx"), "AuditPage") }),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: BASE_PATH,
  context: { queryClient },
  ...plainSearch,
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: PageError,
  defaultPendingMs: 400,
});

declare module "@tanstack/react-router" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  interface Register {
    router: typeof router;
  }
}
