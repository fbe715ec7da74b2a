/** What a grant means, in words. */
import type { TFunction } from "i18next";
import type { GrantView } from "#contract/grant.ts";
import type { UiFormats } from "#web/ui/ui-context.tsx";

/** Which tasks it covers, and what becomes of later ones. */
export function coversText({ tasks, coveredTasks, coveredTaskIds, uncoveredCount }: GrantView, t: TFunction): string {
  if (tasks === "all") return t("workspace.grant.coversAll");
  const count = coveredTaskIds?.length ?? 0;
  if (tasks === "existing") {
    const covered = t("workspace.grant.coversExisting", { count });
    return uncoveredCount === 0 ? covered : `${covered} ${t("workspace.grant.uncovered", { count: uncoveredCount })}`;
  }
  if (count === 0) return t("workspace.grant.coversNothing");
  const names = coveredTasks.map((task) => task.name).join(", ");
  const more = count - coveredTasks.length;
  return t("workspace.grant.coversNamed", { names: more > 0 ? `${names} +${more}` : names });
}

/** What may be done, and whose tickets it leads to with which hours. */
export const mayText = ({ readOnly, scope, hours }: Pick<GrantView, "readOnly" | "scope" | "hours">, t: TFunction): { may: string; leads: string } => ({
  may: t(readOnly ? "workspace.grant.readsOnly" : "workspace.grant.readsAndAnswers"),
  leads: [t(`workspace.grant.leads.${scope}`), ...(hours === "none" ? [] : [t(`access.view.hours.${hours}`)])].join(" · "),
});

export function periodText({ from, until }: Pick<GrantView, "from" | "until">, t: TFunction, formats: UiFormats): string {
  const parts = [
    from === null ? "" : t("workspace.rights.from", { date: formats.date(from) }),
    // The last moment at which it holds: "until 31 Dec", not the midnight after.
    until === null ? "" : t("workspace.rights.until", { date: formats.date(new Date(Date.parse(until) - 1).toISOString()) }),
  ].filter(Boolean);
  return parts.length === 0 ? t("workspace.membership.always") : parts.join(" ");
}
