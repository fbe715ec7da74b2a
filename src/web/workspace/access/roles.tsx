/** Portal roles: what a membership lets see and do. */
import { ActionIcon, Badge, Button, Card, Group, Menu, SimpleGrid, Skeleton, Text, Title } from "@mantine/core";
import { IconCopy, IconDots, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteRole, listRoles, type RoleView } from "#contract/master-data.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { RoleDialog } from "./role-dialog.tsx";

export function Roles() {
  const { t } = useTranslation();
  const may = useMay();
  const roles = useAll(listRoles);
  const [editing, setEditing] = useState<{ role: RoleView | null; copy: boolean } | null>(null);
  const [leaving, setLeaving] = useState<RoleView | null>(null);
  const remove = useAction((role: RoleView) => call(deleteRole, { params: { id: role.id } }), {
    done: t("workspace.role.deleted"),
    after: () => setLeaving(null),
  });
  if (roles.error !== null) return <ErrorState message={problemText(roles.error)} onRetry={() => void roles.refetch()} />;
  const mayChange = may("access:write");
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed" maw={620}>
          {t("workspace.role.means")}
        </Text>
        {mayChange && (
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing({ role: null, copy: false })}>
            {t("workspace.role.new")}
          </Button>
        )}
      </Group>
      {roles.isPending && <Skeleton height={200} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {(roles.data ?? []).map((role) => (
          <Card key={role.id} withBorder padding="lg" bg="var(--pf-surface)">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div>
                <Title order={2}>{roleNameIn(t, role)}</Title>
                <Text size="xs" c="dimmed">
                  {role.membershipCount === 0 ? t("workspace.role.nobody") : t("workspace.role.members", { count: role.membershipCount })}
                </Text>
              </div>
              <Group gap={4} wrap="nowrap">
                {role.systemKey !== null && <Badge color="gray">{t("workspace.role.system")}</Badge>}
                {mayChange && (
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={t("workspace.role.actions", { name: roleNameIn(t, role) })}>
                        <IconDots size={18} aria-hidden />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {role.systemKey === null && (
                        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing({ role, copy: false })}>
                          {t("workspace.membership.edit")}
                        </Menu.Item>
                      )}
                      <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => setEditing({ role, copy: true })}>
                        {t("workspace.role.copy")}
                      </Menu.Item>
                      {role.systemKey === null && (
                        <Menu.Item
                          color="red"
                          disabled={role.membershipCount > 0}
                          leftSection={<IconTrash size={16} aria-hidden />}
                          onClick={() => setLeaving(role)}
                        >
                          {t(role.membershipCount > 0 ? "workspace.role.inUse" : "workspace.role.delete")}
                        </Menu.Item>
                      )}
                    </Menu.Dropdown>
                  </Menu>
                )}
              </Group>
            </Group>
            <Text mt="sm">
              <strong>{t(`workspace.role.scope.${role.scope}`)}</strong>
            </Text>
            <Text size="sm" c="dimmed">
              {role.verbs.map((verb) => t(`workspace.verb.${verb}`)).join(", ")}
            </Text>
            <Group gap={6} mt="sm">
              {(["confidential", "createForSubsidiaries", "managesPeople", "desk", "assignableByManager"] as const)
                .filter((right) => role[right])
                .map((right) => (
                  <Badge key={right} color="gray">
                    {t(`workspace.role.${right}`)}
                  </Badge>
                ))}
            </Group>
          </Card>
        ))}
      </SimpleGrid>
      {editing !== null && <RoleDialog role={editing.role} copy={editing.copy} onClose={() => setEditing(null)} />}
      <ConfirmDialog
        opened={leaving !== null}
        title={t("workspace.role.deleteTitle", { name: leaving?.name })}
        confirmLabel={t("workspace.role.delete")}
        danger
        busy={remove.isPending}
        onConfirm={() => leaving !== null && remove.mutate(leaving)}
        onClose={() => setLeaving(null)}
      >
        {t("workspace.role.deleteMeans")}
      </ConfirmDialog>
    </>
  );
}
