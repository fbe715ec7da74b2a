/** What is said of another role for a time: until when it holds, or when it will. */
import { useTranslation } from "react-i18next";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { useFormats } from "#web/ui/ui-context.tsx";

type RoleNamed = { id: string; name: string };
export type WithRoles = { role: RoleNamed; roleForATime: { role: RoleNamed; from: string | null; until: string; holds: boolean } | null };

/** Null: there is none, or it has ended. `now`: the name of the role that holds. */
export function useRoleForATimeText(): (of: WithRoles) => { now: string; text: string } | null {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ role, roleForATime: other }) => {
    if (other === null || (!other.holds && (other.from === null || Date.parse(other.from) <= Date.now()))) return null;
    // The last moment at which it holds: "until 6 Jan", not the midnight after.
    const until = formats.date(new Date(Date.parse(other.until) - 1).toISOString());
    return other.holds
      ? { now: roleNameIn(t, other.role), text: t("workspace.roleForATime.holds", { until, role: roleNameIn(t, role) }) }
      : {
          now: roleNameIn(t, role),
          text: t("workspace.roleForATime.coming", { from: formats.date(other.from ?? other.until), until, role: roleNameIn(t, other.role) }),
        };
  };
}
