/** Starts the agents' app: who is signed in, in which language, then the first page. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { browserLanguage, startI18n } from "#web/client/i18n.ts";
import { Providers } from "#web/workspace/frame/providers.tsx";
import { chosenLanguage } from "#web/workspace/session/language.ts";
import { installationQuery, sessionQuery } from "#web/workspace/session/session.ts";
import { queryClient, router } from "./router.tsx";

const session = await queryClient.fetchQuery(sessionQuery).catch(() => null);
const installation = session === null ? await queryClient.fetchQuery(installationQuery).catch(() => null) : null;
await startI18n(chosenLanguage() ?? session?.language ?? installation?.language ?? browserLanguage());

const place = document.getElementById("app");
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Providers router={router}>
          <RouterProvider router={router} />
        </Providers>
      </QueryClientProvider>
    </StrictMode>,
  );
}
