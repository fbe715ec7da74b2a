/** Look, sentences and formats for the whole portal, in the language and time zone of whoever is signed in. */
import { useQuery } from "@tanstack/react-query";
import type { AnyRouter } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatsFor } from "#web/client/dates.ts";
import { useUiTexts } from "#web/client/ui-texts.ts";
import { AppProviders } from "#web/ui/app-providers.tsx";
import { sessionQuery } from "./session/portal-session.ts";

export function PortalProviders({ router, children }: { router: AnyRouter; children: ReactNode }) {
  const { i18n } = useTranslation();
  const texts = useUiTexts();
  const session = useQuery({ ...sessionQuery, enabled: false }).data;
  const timeZone = session?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const formats = useMemo(() => formatsFor(i18n.language, timeZone), [i18n.language, timeZone]);
  const navigation = useMemo(() => ({ basePath: "", push: (path: string) => router.history.push(path) }), [router]);
  return (
    <AppProviders size="comfortable" texts={texts} formats={formats} navigation={navigation}>
      {children}
    </AppProviders>
  );
}
