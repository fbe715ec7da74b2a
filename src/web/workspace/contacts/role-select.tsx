/** A portal role, with what it lets see and do in words. */
import { Select, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listRoles, type RoleView } from "#contract/master-data.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { useAll } from "#web/workspace/api/use-all.ts";

function useRoleText(): (role: RoleView) => string {
  const { t } = useTranslation();
  return (role) => `${t(`workspace.role.scope.${role.scope}`)}: ${role.verbs.map((verb) => t(`workspace.verb.${verb}`)).join(", ")}`;
}

type Given = {
  value: string | null;
  onChange: (id: string | null) => void;
  error?: string | undefined;
  label?: string;
  /** A role that is not offered. */
  without?: string | null;
  autoFocus?: boolean;
};

export function RoleSelect({ value, onChange, error, label, without = null, autoFocus = false }: Given) {
  const { t } = useTranslation();
  const roleText = useRoleText();
  const roles = useAll(listRoles);
  const chosen = roles.data?.find((role) => role.id === value);
  return (
    <Select
      label={label ?? t("workspace.membership.role")}
      description={chosen === undefined ? t("workspace.membership.roleHint") : roleText(chosen)}
      data={(roles.data ?? []).filter((role) => role.id !== without || role.id === value).map((role) => ({ value: role.id, label: roleNameIn(t, role) }))}
      value={value}
      onChange={onChange}
      allowDeselect={false}
      required
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      error={error}
      renderOption={({ option }) => {
        const role = roles.data?.find((one) => one.id === option.value);
        return (
          <div>
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed">
              {role ? roleText(role) : ""}
            </Text>
          </div>
        );
      }}
    />
  );
}

/** What a new membership gets: the role that sees own tickets only, so that nothing is opened by accident. */
export function useCautiousRole(): string | null {
  const roles = useAll(listRoles);
  return roles.data?.find((role) => role.systemKey === "basic")?.id ?? roles.data?.[0]?.id ?? null;
}

export function useRoleName(roleId: string | null): string {
  const { t } = useTranslation();
  const role = useAll(listRoles).data?.find((one) => one.id === roleId);
  return role === undefined ? "" : roleNameIn(t, role);
}
