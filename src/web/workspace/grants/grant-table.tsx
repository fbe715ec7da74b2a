/** Grants with what each means: those of a contact, or those on a project. */
import { ActionIcon, Alert, Anchor, Button, Group, Menu, Text } from "@mantine/core";
import { IconDots, IconListCheck, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listSettings } from "#contract/administration.ts";
import type { ContactView } from "#contract/contact.ts";
import { changeGrants, type GrantView, listGrantsOfContact, listGrantsOfProject } from "#contract/grant.ts";
import type { ProjectView } from "#contract/project.ts";
import { useAddress } from "#web/client/address.ts";
import { useListQuery } from "#web/client/list-query.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Column, DataTable } from "#web/ui/data-table.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { SearchBox } from "#web/ui/search-box.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { ConfirmWithReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { AddGrantsDialog } from "./add-grants-dialog.tsx";
import { GrantDialog } from "./grant-dialog.tsx";
import { coversText, mayText, periodText } from "./grant-words.ts";
import { useRemoveGrant } from "./use-change-grants.ts";

export type GrantsOf = { contact: ContactView } | { project: ProjectView };

/** The matrix of the same. */
export const assignPath = (of: GrantsOf): string => ("contact" in of ? `/contacts/${of.contact.id}/grants` : `/projects/${of.project.id}/assign`);

export function GrantTable({ of }: { of: GrantsOf }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [opened, setOpened] = useState<"new" | { kind: "edit" | "remove"; grant: GrantView } | null>(null);
  const close = () => setOpened(null);
  const ofPerson = "contact" in of;
  const record = "contact" in of ? of.contact : of.project;
  const { grants: q } = address;
  const query = q ? { q } : {};
  const ofContact = useListQuery(listGrantsOfContact, { params: { id: record.id }, query, enabled: ofPerson });
  const ofProject = useListQuery(listGrantsOfProject, { params: { id: record.id }, query, enabled: !ofPerson });
  const list = ofPerson ? ofContact : ofProject;
  const mayChange = record.can.includes("changeAccess");
  const columns = useColumns(ofPerson ? "project" : "contact", mayChange ? setOpened : null);
  const remove = useRemoveGrant(close);
  const add = mayChange && (
    <Group gap="xs">
      <Button component={Link} to={assignPath(of)} variant="default" leftSection={<IconListCheck size={16} aria-hidden />}>
        {t(ofPerson ? "workspace.grant.assign" : "workspace.assign.contacts")}
      </Button>
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened("new")}>
        {t("workspace.grant.add")}
      </Button>
    </Group>
  );
  const grant = opened === null || opened === "new" ? null : opened.grant;
  const isShort = q === undefined && (list.total ?? 0) <= list.items.length;
  return (
    <>
      <GateHint />
      <Group gap="xs" mb="sm" justify="space-between">
        {isShort ? <span /> : <SearchBox value={q ?? ""} onChange={(text) => change({ grants: text })} />}
        {(list.total ?? 0) > 0 && add}
      </Group>
      <DataTable
        label={t("workspace.grant.title")}
        columns={columns}
        page={list}
        keyOf={(one) => one.id}
        stickyTop={BAR_HEIGHT}
        rowHeight={60}
        skeletonRows={3}
        problem={list.error === null ? null : problemText(list.error)}
        onRetry={list.retry}
        empty={
          <EmptyState title={q ? t("workspace.pick.nothing") : t("workspace.grant.none")} action={q ? undefined : add}>
            {q ? t("workspace.list.otherWords") : t(ofPerson ? "workspace.grant.noneHow" : "workspace.grant.noneOnProjectHow")}
          </EmptyState>
        }
      />
      {opened === "new" && <AddGrantsDialog of={of} onClose={close} />}
      {grant !== null && opened !== "new" && opened?.kind === "edit" && <GrantDialog grant={grant} onClose={close} />}
      <ConfirmWithReason
        opened={opened !== null && opened !== "new" && opened.kind === "remove"}
        title={t("workspace.grant.removeTitle", { contact: grant?.contact.name, project: grant?.project.name })}
        confirmLabel={t("workspace.grant.remove")}
        danger
        planned={grant && plannedCall(changeGrants, { body: { changes: [{ grantId: grant.id, version: grant.version, grant: null }] } })}
        busy={remove.isPending}
        onConfirm={(reason) => grant !== null && remove.mutate({ grant, reason })}
        onClose={close}
      >
        {t("workspace.grant.removeMeans", { contact: grant?.contact.name })}
      </ConfirmWithReason>
    </>
  );
}

/** As long as the gate is off, a grant that only opens it changes nothing. */
export function GateHint() {
  const { t } = useTranslation();
  const may = useMay();
  const settings = useEndpoint(listSettings, {}, { enabled: may("setting:read") });
  const value = settings.data?.items.find((setting) => setting.key === "access.projectPermissions")?.value;
  if (value !== "off") return null;
  return (
    <Alert color="amber" mb="md">
      {t("workspace.grant.gateOff")}{" "}
      <Anchor component={Link} to="/settings#access.projectPermissions" inherit underline="always">
        {t("workspace.access.toSetting")}
      </Anchor>
    </Alert>
  );
}

type Open = (opened: { kind: "edit" | "remove"; grant: GrantView }) => void;

function useColumns(by: "project" | "contact", open: Open | null): Column<GrantView>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(() => {
    const columns: Column<GrantView>[] = [
      by === "project"
        ? { key: "project", title: t("workspace.ticket.project"), main: true, render: (grant) => <ProjectCell grant={grant} /> }
        : {
            key: "contact",
            title: t("workspace.ticket.contact"),
            main: true,
            render: (grant) => <ContactCell grant={grant} />,
          },
      { key: "covers", title: t("workspace.grant.covers"), width: "28%", hideBelow: 640, render: (grant) => <Two first={coversText(grant, t)} /> },
      {
        key: "may",
        title: t("workspace.grant.may"),
        width: "24%",
        hideBelow: 640,
        render: (grant) => {
          const { may, leads } = mayText(grant, t);
          const since = grant.seesSince === null ? "" : ` · ${t("workspace.membership.seesSinceDate", { date: formats.date(grant.seesSince) })}`;
          return <Two first={may} second={leads + since} />;
        },
      },
      {
        key: "now",
        title: t("workspace.membership.now"),
        width: "128px",
        render: ({ obstacle }) => (
          <StateBadge tone={obstacle === null ? "open" : "shut"}>
            {obstacle === null ? t("workspace.membership.carries") : t(`workspace.grant.obstacle.${obstacle}`)}
          </StateBadge>
        ),
      },
      { key: "period", title: t("workspace.membership.period"), width: "160px", hideBelow: 800, render: (grant) => periodText(grant, t, formats) },
    ];
    if (open !== null) columns.push({ key: "actions", title: "", width: "52px", render: (grant) => <Actions grant={grant} open={open} /> });
    return columns;
  }, [by, open, t, formats]);
}

/** Where the columns have no room: what the grant covers stands below the name. */
function Narrow({ grant }: { grant: GrantView }) {
  const { t } = useTranslation();
  return (
    <Text component="div" size="xs" c="dimmed" hiddenFrom="sm">
      <div>{coversText(grant, t)}</div>
      <div>{mayText(grant, t).may}</div>
    </Text>
  );
}

function ContactCell({ grant }: { grant: GrantView }) {
  return (
    <>
      <Link to={`/contacts/${grant.contact.id}/access`}>{grant.contact.name}</Link>
      <Narrow grant={grant} />
    </>
  );
}

function ProjectCell({ grant }: { grant: GrantView }) {
  const { t } = useTranslation();
  const { project, company } = grant;
  return (
    <>
      <Link to={`/projects/${project.id}`}>{project.name}</Link>
      <Text size="xs" c="dimmed" truncate>
        {[project.number, company?.name ?? t("workspace.project.internal"), project.state === "closed" ? t("workspace.state.closed") : ""]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Narrow grant={grant} />
    </>
  );
}

function Two({ first, second }: { first: string; second?: string }) {
  return (
    <>
      <Text component="div" size="sm" lineClamp={2} title={first}>
        {first}
      </Text>
      {second !== undefined && (
        <Text component="div" size="xs" c="dimmed" lineClamp={1} title={second}>
          {second}
        </Text>
      )}
    </>
  );
}

function Actions({ grant, open }: { grant: GrantView; open: Open }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("workspace.grant.actions", { contact: grant.contact.name, project: grant.project.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => open({ kind: "edit", grant })}>
          {t("workspace.membership.edit")}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => open({ kind: "remove", grant })}>
          {t("workspace.grant.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
