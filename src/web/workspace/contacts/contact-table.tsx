/** Contacts as a list: all of them, or those of one company. */
import { Button, Group, Text } from "@mantine/core";
import { IconListCheck, IconPlus } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactListItem, listContacts } from "#contract/contact.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { FilterChip } from "#web/ui/filter-chips.tsx";
import { Link } from "#web/ui/link.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { useListView, useStandardView } from "#web/workspace/views/use-list-view.tsx";

const ContactPeek = lazy(() => import("./contact-peek.tsx").then((module) => ({ default: module.ContactPeek })));

const STATES = ["active", "invited", "suspended", "closed"] as const;

const hasShortWord = /(^|\s)\S{1,2}(\s|$)/;

export function ContactTable({ companyId }: { companyId?: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [address, change] = useAddress();
  const sort = address.sort === "-changed" ? "-changed" : "name";
  const state = STATES.find((one) => one === address.state);
  const list = useListQuery(listContacts, {
    query: { sort, ...(address.q ? { q: address.q } : {}), ...(state ? { state } : {}), ...(companyId ? { companyId } : {}) },
  });
  const view = useListView("contacts", useColumns(companyId), useStandardView());
  const [peeked, setPeeked] = useState<string | null>(null);
  const shown = list.items.find((contact) => contact.id === peeked);
  const filtered = address.q !== undefined || state !== undefined;
  return (
    <>
      {companyId === undefined && view.chips}
      <Group gap="xs" mb="sm">
        <SearchBox value={address.q ?? ""} onChange={(q) => change({ q })} placeholder={t("workspace.contact.searchHint")} />
        <FilterChip
          label={t("workspace.record.state")}
          single
          values={state ? [state] : []}
          choices={STATES.map((value) => ({ value, label: t(`workspace.state.${value}`) }))}
          onChange={([value]) => change({ state: value })}
        />
        <Group gap="xs" ml="auto">
          {companyId !== undefined && may("access:write") && (
            <Button component={Link} to={`/companies/${companyId}/assign`} variant="default" leftSection={<IconListCheck size={16} aria-hidden />}>
              {t("workspace.assign.contacts")}
            </Button>
          )}
          {companyId === undefined && view.save}
          {view.chooser}
        </Group>
      </Group>
      <DataTable
        label={t("workspace.nav.contacts")}
        columns={view.columns}
        page={list}
        keyOf={(contact) => contact.id}
        linkOf={(contact) => `/contacts/${contact.id}`}
        sort={sort}
        onSort={(value) => change({ sort: value === "name" ? undefined : value })}
        stickyTop={BAR_HEIGHT}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        peek={{ key: peeked, change: setPeeked }}
        empty={
          filtered ? (
            <EmptyState title={t("workspace.contact.noneFiltered")}>
              {t(hasShortWord.test(address.q ?? "") ? "workspace.contact.shortWords" : "workspace.list.otherWords")}
            </EmptyState>
          ) : (
            <EmptyState
              title={t("workspace.contact.none")}
              action={
                may("contact:write") && (
                  <Button
                    component={Link}
                    to={companyId ? `/contacts/new?company=${companyId}` : "/contacts/new"}
                    leftSection={<IconPlus size={16} aria-hidden />}
                  >
                    {t("workspace.contact.new")}
                  </Button>
                )
              }
            >
              {t("workspace.contact.noneHow")}
            </EmptyState>
          )
        }
      />
      <Suspense>{shown !== undefined && <ContactPeek contact={shown} keys={list.items.map(({ id }) => id)} onChange={setPeeked} />}</Suspense>
    </>
  );
}

function useColumns(companyId: string | undefined): Column<ContactListItem>[] {
  const { t } = useTranslation();
  return useMemo(() => columnsOf(t, companyId), [t, companyId]);
}

function columnsOf(t: TFunction, companyId: string | undefined): Column<ContactListItem>[] {
  const columns: (Column<ContactListItem> | null)[] = [
    {
      key: "name",
      title: t("workspace.contact.name"),
      main: true,
      sorts: { ascending: "name" },
      render: (contact) => (
        <>
          <Text component="span" fw={550} lineClamp={1} title={contact.name}>
            {contact.name}
          </Text>
          <Text size="xs" c="dimmed" fw={400} truncate title={contact.email}>
            {contact.email}
          </Text>
        </>
      ),
    },
    companyId === undefined
      ? {
          key: "companies",
          title: t("workspace.nav.companies"),
          width: "26%",
          hideBelow: 640,
          render: (contact) => {
            const names = contact.companies.map((company) => company.name).join(", ");
            const more = contact.companyCount - contact.companies.length;
            return (
              <Text component="span" lineClamp={1} title={names}>
                {names}
                {more > 0 && ` +${more}`}
              </Text>
            );
          },
        }
      : null,
    {
      key: "phone",
      title: t("workspace.person.phone"),
      width: "18%",
      hideBelow: 640,
      hiddenAtFirst: companyId === undefined,
      render: (contact) => contact.phone,
    },
    {
      key: "login",
      title: t("workspace.contact.login"),
      width: "18%",
      hideBelow: 800,
      render: (contact) =>
        contact.login === null ? (
          <Text c="dimmed">{t("workspace.contact.noSignIn")}</Text>
        ) : (
          <Text truncate title={contact.login}>
            {contact.login}
          </Text>
        ),
    },
    { key: "state", title: t("workspace.record.state"), width: "124px", hideBelow: 480, render: (contact) => <RecordState state={contact.state} /> },
    {
      key: "lastSignIn",
      title: t("workspace.contact.lastSignIn"),
      width: "140px",
      hideBelow: 960,
      render: (contact) => (contact.lastSignInAt === null ? <Text c="dimmed">{t("workspace.record.never")}</Text> : <DateTime at={contact.lastSignInAt} />),
    },
  ];
  return columns.filter((column): column is Column<ContactListItem> => column !== null);
}
