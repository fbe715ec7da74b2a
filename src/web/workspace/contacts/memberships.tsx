/** The companies of a contact: role, primary, dates, and whether each gives anything now. */
import { ActionIcon, Anchor, Badge, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { IconArrowRight, IconDots, IconListCheck, IconPencil, IconPlus, IconStar, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, type MembershipView, removeMembership, setMembership } from "#contract/contact.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { call } from "#web/client/call.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { PlainTable } from "#web/workspace/frame/plain-table.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";
import { MembershipDialog } from "./membership-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { useRoleForATimeText } from "./role-for-a-time-text.ts";

export function Memberships({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<MembershipView | "new" | null>(null);
  const [moving, setMoving] = useState<MembershipView | null>(null);
  const [leaving, setLeaving] = useState<MembershipView | null>(null);
  const mayChange = contact.can.includes("changeAccess");
  const remove = useAction((membership: MembershipView) => call(removeMembership, { params: { id: contact.id, companyId: membership.company.id } }), {
    done: t("workspace.membership.removed"),
    after: () => setLeaving(null),
  });
  return (
    <>
      <PlainTable
        label={t("workspace.contact.memberships")}
        minWidth={620}
        columns={[t("workspace.ticket.company"), t("workspace.membership.role"), t("workspace.membership.now"), t("workspace.membership.period"), ""]}
      >
        {contact.memberships.map((membership) => (
          <Row
            key={membership.id}
            contact={contact}
            membership={membership}
            mayChange={mayChange}
            onEdit={() => setEditing(membership)}
            onMove={() => setMoving(membership)}
            onRemove={() => setLeaving(membership)}
          />
        ))}
      </PlainTable>
      {mayChange && (
        <Group gap="xs" mt="sm">
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing("new")}>
            {t("workspace.membership.add")}
          </Button>
          <Button component={Link} to={`/contacts/${contact.id}/assign`} variant="default" leftSection={<IconListCheck size={16} aria-hidden />}>
            {t("workspace.assign.several")}
          </Button>
        </Group>
      )}
      {editing !== null && <MembershipDialog contact={contact} membership={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      {moving !== null && <MoveDialog contact={contact} membership={moving} onClose={() => setMoving(null)} />}
      <ConfirmDialog
        opened={leaving !== null}
        title={t("workspace.membership.removeTitle", { contact: contact.name, company: leaving?.company.name })}
        confirmLabel={t("workspace.membership.remove")}
        danger
        busy={remove.isPending}
        onConfirm={() => leaving !== null && remove.mutate(leaving)}
        onClose={() => setLeaving(null)}
      >
        <Stack gap="md">
          <span>{t("workspace.membership.removeMeans", { contact: contact.name, company: leaving?.company.name })}</span>
          {leaving !== null && leaving.grantCount > 0 && <span>{t("workspace.membership.removeGrants", { count: leaving.grantCount })}</span>}
          <WhatIf planned={leaving && plannedCall(removeMembership, { params: { id: contact.id, companyId: leaving.company.id } })} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}

/** The last moment at which it holds: "until 31 Dec", not the midnight after. */
const beforeEnd = (until: string): string => new Date(Date.parse(until) - 1).toISOString();

type RowGiven = { contact: ContactView; membership: MembershipView; mayChange: boolean; onEdit: () => void; onMove: () => void; onRemove: () => void };

function Row({ contact, membership, mayChange, onEdit, onMove, onRemove }: RowGiven) {
  const { t } = useTranslation();
  const formats = useFormats();
  const forATime = useRoleForATimeText()(membership);
  const makePrimary = useAction(
    () => call(setMembership, { params: { id: contact.id }, body: { companyId: membership.company.id, primary: true, version: membership.version } }),
    { done: t("workspace.membership.isPrimaryNow", { company: membership.company.name }) },
  );
  const period = [
    membership.from === null ? "" : t("workspace.rights.from", { date: formats.date(membership.from) }),
    membership.until === null ? "" : t("workspace.rights.until", { date: formats.date(beforeEnd(membership.until)) }),
  ].filter(Boolean);
  const notes = [
    membership.seesSince === null ? "" : t("workspace.membership.seesSinceDate", { date: formats.date(membership.seesSince) }),
    membership.carriesGroupRights ? "" : t("workspace.membership.noGroupRights"),
    membership.keepsOwnTickets ? t("workspace.membership.keeps") : "",
  ].filter(Boolean);
  return (
    <tr>
      <td>
        <Group gap="xs">
          <Anchor component={Link} to={`/companies/${membership.company.id}`} fw={550} c="inherit">
            {membership.company.name}
          </Anchor>
          {membership.primary && <Badge color="gray">{t("workspace.membership.primary")}</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          #{membership.company.number}
        </Text>
      </td>
      <td>
        <div>
          <Group gap="xs">
            {forATime?.now ?? roleNameIn(t, membership.role)}
            {membership.roleForATime?.holds && <Badge color="gray">{t("workspace.roleForATime.badge")}</Badge>}
          </Group>
          {forATime !== null && (
            <Text size="xs" c="dimmed">
              {forATime.text}
            </Text>
          )}
          {notes.length > 0 && (
            <Text size="xs" c="dimmed">
              {notes.join(" · ")}
            </Text>
          )}
        </div>
      </td>
      <td>
        {membership.obstacle === null ? (
          <StateBadge tone="open">{t("workspace.membership.carries")}</StateBadge>
        ) : (
          <StateBadge tone="shut">{t(`workspace.membership.obstacle.${membership.obstacle}`)}</StateBadge>
        )}
      </td>
      <td>{period.length === 0 ? t("workspace.membership.always") : period.join(" ")}</td>
      <td style={{ width: 52 }}>
        {mayChange && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("workspace.membership.actions", { company: membership.company.name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
                {t("workspace.membership.edit")}
              </Menu.Item>
              {!membership.primary && (
                <Menu.Item leftSection={<IconStar size={16} aria-hidden />} onClick={() => makePrimary.mutate()}>
                  {t("workspace.membership.makePrimary")}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconArrowRight size={16} aria-hidden />} onClick={onMove}>
                {t("workspace.move.do")}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
                {t("workspace.membership.remove")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  );
}
