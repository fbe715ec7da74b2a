import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listSignInLog } from "#contract/administration.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";

type SignIn = ResponseOf<typeof listSignInLog>["items"][number];

export function SignInLog({ contactId }: { contactId: string | undefined }) {
  const { t, i18n } = useTranslation();
  const list = useListQuery(listSignInLog, { query: contactId ? { contact: contactId } : {} });
  const outcomeText = (outcome: string) => (i18n.exists(`workspace.signInLog.${outcome}`) ? t(`workspace.signInLog.${outcome}`) : outcome);
  const columns: Column<SignIn>[] = [
    {
      key: "person",
      title: t("workspace.audit.who"),
      main: true,
      render: (signIn) =>
        signIn.person === null ? (
          <Text c="dimmed">{t("workspace.audit.actor.nobody")}</Text>
        ) : (
          <Link to={signIn.realm === "portal" ? `/contacts/${signIn.person.id}/sign-in` : `/agents/${signIn.person.id}`}>{signIn.person.name}</Link>
        ),
    },
    {
      key: "outcome",
      title: t("workspace.signInLog.outcome"),
      width: "34%",
      render: (signIn) => (
        <StateBadge tone={signIn.outcome === "signedIn" || signIn.outcome === "ok" ? "open" : "shut"}>{outcomeText(signIn.outcome)}</StateBadge>
      ),
    },
    { key: "realm", title: t("workspace.signInLog.where"), width: "110px", hideBelow: 640, render: (signIn) => t(`workspace.signInLog.realm.${signIn.realm}`) },
    {
      key: "network",
      title: t("workspace.signIn.network"),
      width: "150px",
      hideBelow: 800,
      render: (signIn) => <span className="pf-number">{signIn.network}</span>,
    },
    { key: "when", title: t("workspace.audit.when"), width: "124px", render: (signIn) => <DateTime at={signIn.at} /> },
  ];
  return (
    <DataTable
      label={t("workspace.audit.signIns")}
      columns={columns}
      page={list}
      keyOf={(signIn) => signIn.id}
      stickyTop={BAR_HEIGHT}
      problem={list.error === null ? null : problemText(list.error)}
      onRetry={list.retry}
      empty={<EmptyState title={t("workspace.signInLog.none")} />}
    />
  );
}
