/** My profile: who I am here, language and time zone, password, where I am signed in. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { getProfile } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useSession } from "#web/portal/session/portal-session.ts";
import { ColorSchemeSwitch } from "#web/ui/color-scheme-switch.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useTitle } from "#web/ui/use-title.ts";
import { OwnDetails } from "./own-details.tsx";
import { OwnPassword } from "./own-password.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import classes from "./profile-page.module.css";

export function ProfilePage() {
  const { t } = useTranslation();
  const session = useSession();
  const formats = useFormats();
  useTitle(t("portal.nav.profile"), session.installationName);
  const profile = useQuery({ queryKey: [getProfile.path], queryFn: ({ signal }) => call(getProfile, { signal }) });
  return (
    <div className={classes.page}>
      <PageHeader title={session.name} below={formats.list(session.companies.map((company) => company.name))} />
      <Section id="details" title={t("portal.profile.details")} explain={t("portal.profile.detailsExplain", { installation: session.installationName })}>
        {profile.data !== undefined ? (
          <OwnDetails profile={profile.data} />
        ) : profile.isError ? (
          <ErrorState message={problemText(profile.error)} onRetry={() => void profile.refetch()} />
        ) : (
          <Stack gap="lg" aria-busy>
            <Skeleton height={66} />
            <Skeleton height={66} />
            <Skeleton height={66} />
          </Stack>
        )}
      </Section>
      {/* Below what is still loading nothing is shown: it would be pushed. */}
      {!profile.isPending && (
        <>
          <Section id="look" title={t("ui.colorScheme")} explain={t("portal.profile.lookExplain")}>
            <ColorSchemeSwitch />
          </Section>
          {profile.data?.login != null && (
            <Section id="password" title={t("portal.profile.password")} explain={t("portal.profile.passwordExplain")}>
              <OwnPassword login={profile.data.login} />
            </Section>
          )}
          <Section id="sessions" title={t("portal.profile.sessions")} explain={t("portal.profile.sessionsExplain")}>
            <OwnSessions />
          </Section>
        </>
      )}
    </div>
  );
}

function Section({ id, title, explain, children }: { id: string; title: string; explain?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className={classes.section}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {explain !== undefined && (
        <Text size="sm" c="dimmed">
          {explain}
        </Text>
      )}
      <div className={classes.content}>{children}</div>
    </section>
  );
}
