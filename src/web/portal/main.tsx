/** Starts the contacts' app: language first, then who is signed in (by the routes), then the page. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "#web/client/query-client.ts";
import { PortalProviders } from "./portal-providers.tsx";
import "./touch.css";
import { createPortalRouter } from "./routes.tsx";
import { rememberedLanguage, startLanguage } from "./session/language.ts";

const queryClient = createQueryClient(() => {
  const { pathname, searchStr } = router.state.location;
  if (!pathname.startsWith("/sign-in")) void router.navigate({ to: "/sign-in", search: { next: pathname + searchStr, notice: "ended" } } as never);
});
const router = createPortalRouter(queryClient);

// The first page is looked up while its sentences are on their way.
const spoken = startLanguage(rememberedLanguage());
void router.load();
await spoken;
const place = document.getElementById("app");
if (place === null) throw new Error("#app is missing in index.html");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <PortalProviders router={router}>
        <RouterProvider router={router} />
      </PortalProviders>
    </QueryClientProvider>
  </StrictMode>,
);
