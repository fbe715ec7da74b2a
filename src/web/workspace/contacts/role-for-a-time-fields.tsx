/** Another role for a time: a quiet link, behind it which role, and its first and last day. */
import { Anchor, Group, Paper, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { errorOf } from "#web/ui/form-errors.tsx";
import { RoleSelect } from "./role-select.tsx";
import type { RoleForATimeForm } from "./use-role-for-a-time.ts";

type Given = { form: RoleForATimeForm; lastingRole: { id: string | null; name: string }; fields: Record<string, string> };

export function RoleForATimeFields({ form, lastingRole, fields }: Given) {
  const { t } = useTranslation();
  const titleId = useId();
  const { entry, change } = form;
  if (entry === null) {
    return (
      <Anchor component="button" type="button" size="sm" style={{ alignSelf: "flex-start" }} onClick={() => change({ roleId: null, from: "", until: "" })}>
        {t("workspace.roleForATime.add")}
      </Anchor>
    );
  }
  const day = (key: "from" | "until", error: string | undefined) => ({
    type: "date",
    label: t(`workspace.membership.${key}`),
    value: entry[key],
    onChange: (event: { currentTarget: { value: string } }) => change({ ...entry, [key]: event.currentTarget.value }),
    error: errorOf(fields, `roleForATime.${key}`) ?? error,
  });
  return (
    <Paper withBorder p="sm" radius="md" role="group" aria-labelledby={titleId}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text id={titleId} fw={600} size="sm">
            {t("workspace.roleForATime.label")}
          </Text>
          <Anchor component="button" type="button" size="sm" onClick={() => change(null)}>
            {t("workspace.roleForATime.remove")}
          </Anchor>
        </Group>
        <RoleSelect
          label={t("workspace.roleForATime.role")}
          value={entry.roleId}
          without={lastingRole.id}
          onChange={(roleId) => change({ ...entry, roleId })}
          error={errorOf(fields, "roleForATime.roleId") ?? (form.isSameRole ? t("error.membership.sameRole") : undefined)}
          autoFocus={entry.roleId === null}
        />
        <SimpleGrid cols={2}>
          <TextInput {...day("from", undefined)} />
          <TextInput {...day("until", form.isBackwards ? t("workspace.days.backwards") : undefined)} required />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {t("workspace.roleForATime.hint", { role: lastingRole.name })}
        </Text>
      </Stack>
    </Paper>
  );
}
