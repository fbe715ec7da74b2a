/** Everybody who can see a ticket, by path. */
import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { whoCanRead } from "#contract/access.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { Readers } from "./readers.tsx";

type Reader = ResponseOf<typeof whoCanRead>["items"][number];

/** `whyLinkOf` leads to the picture for one person. */
export function WhoList({ ticketId, whyLinkOf }: { ticketId: string; whyLinkOf: (contactId: string) => string }) {
  const { t } = useTranslation();
  const list = useListQuery(whoCanRead, { query: { ticket: ticketId } });
  const columns: Column<Reader>[] = [
    {
      key: "name",
      title: t("workspace.who.person"),
      render: (reader) => (
        <>
          {reader.contact.name}
          <Text size="xs" c="dimmed" fw={400} truncate>
            {reader.contact.companyName ?? reader.contact.email}
          </Text>
        </>
      ),
    },
    {
      key: "paths",
      title: t("workspace.who.path"),
      width: "30%",
      render: (reader) => reader.paths.map((path) => t(`workspace.why.path.${path}`)).join(", "),
    },
    {
      key: "verbs",
      title: t("workspace.who.verbs"),
      width: "30%",
      hideBelow: 640,
      render: (reader) => <Text size="sm">{reader.verbs.map((verb) => t(`workspace.verb.${verb}`)).join(", ")}</Text>,
    },
    {
      key: "signIn",
      title: t("workspace.who.reachedBy"),
      width: "150px",
      hideBelow: 480,
      render: (reader) =>
        reader.withoutSignIn ? (
          <StateBadge tone="waiting">{t("workspace.who.mailOnly")}</StateBadge>
        ) : (
          <StateBadge tone="open">{t("workspace.who.portal")}</StateBadge>
        ),
    },
    {
      key: "why",
      title: t("workspace.why.ask"),
      width: "84px",
      align: "right",
      render: (reader) => (
        <Text component={Link} to={whyLinkOf(reader.contact.id)} size="sm" c="var(--mantine-color-anchor)">
          {t("workspace.why.ask")}
        </Text>
      ),
    },
  ];
  return (
    <section aria-label={t("workspace.who.title")}>
      <Group mb="sm" c="dimmed" fz="sm">
        <Readers ticketId={ticketId} />
      </Group>
      <DataTable
        label={t("workspace.who.title")}
        columns={columns}
        page={list}
        keyOf={(reader) => reader.contact.id}
        linkOf={(reader) => `/contacts/${reader.contact.id}`}
        skeletonRows={5}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={<EmptyState title={t("workspace.who.nobody")}>{t("workspace.who.nobodyMeans")}</EmptyState>}
      />
    </section>
  );
}
