/** Gives `web/ui` its sentences, its formats in the person's time zone, and the router. */
import { useQuery } from "@tanstack/react-query";
import type { AnyRouter } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatsFor } from "#web/client/dates.ts";
import { useUiTexts } from "#web/client/ui-texts.ts";
import { AppProviders } from "#web/ui/app-providers.tsx";
import { sessionQuery } from "#web/workspace/session/session.ts";

export const BASE_PATH = "/workspace";

export function Providers({ router, children }: { router: AnyRouter; children: ReactNode }) {
  const { i18n } = useTranslation();
  const session = useQuery({ ...sessionQuery, enabled: false });
  const timeZone = session.data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const formats = useMemo(() => formatsFor(i18n.language, timeZone), [i18n.language, timeZone]);
  const navigation = useMemo(() => ({ basePath: BASE_PATH, push: (path: string) => router.history.push(BASE_PATH + path) }), [router]);
  return (
    <AppProviders size="dense" texts={useUiTexts()} formats={formats} navigation={navigation}>
      {children}
    </AppProviders>
  );
}
