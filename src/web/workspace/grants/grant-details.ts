/** What stands beside the mark of a grant in the matrix: its tasks, whose tickets, its days; as a text that only this file reads. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GrantChange, GrantInput, GrantView } from "#contract/grant.ts";
import type { GrantRowView } from "#contract/grant-matrix.ts";
import type { Marks, Scale } from "#web/ui/matrix/marks.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { periodText, usePeriodWords } from "#web/workspace/access/right-days.ts";
import type { GrantValues } from "./grant-fields.tsx";

/** Reads only, or reads and answers. */
export const GRANT_SCALE: Scale = { marks: ["read", "full"], whole: "full" };

export type Details = Pick<GrantValues, "tasks" | "scope" | "hours"> & {
  /** Of named tasks, and of those that existed when they were frozen; none: they are frozen when it is saved. */
  taskIds: readonly string[];
  seesSince: string | null;
  from: string | null;
  until: string | null;
};
/** What a grant has where nobody opened the dialog. */
const PLAIN: Details = { tasks: "all", taskIds: [], scope: "gate", hours: "none", seesSince: null, from: null, until: null };

export const detailsIn = (more: string): Details => (more === "" ? PLAIN : (JSON.parse(more) as Details));
export const detailsText = ({ tasks, taskIds, scope, hours, seesSince, from, until }: Details): string =>
  JSON.stringify({ tasks, taskIds: [...taskIds].sort(), scope, hours, seesSince, from, until });

const detailsOf = ({ tasks, coveredTaskIds, ...grant }: GrantView): Details => ({
  ...grant,
  tasks: tasks === "all" || tasks === "existing" ? tasks : "named",
  taskIds: coveredTaskIds ?? [],
});

/** What a row's cell holds. */
export const heldBy = ({ grant }: GrantRowView): { marks: Marks; more: string } =>
  grant === null ? { marks: [], more: "" } : { marks: [grant.readOnly ? "read" : "full"], more: detailsText(detailsOf(grant)) };

/** As the API takes it: of the details only what differs from `before`, so that frozen tasks stay as they are. */
export function grantOf(marks: Marks, before: string, after: string): GrantChange {
  const [was, wanted] = [detailsIn(before), detailsIn(after)];
  const keys = (["scope", "hours", "seesSince", "from", "until"] as const).filter((key) => was[key] !== wanted[key]);
  const sameTasks = was.tasks === wanted.tasks && was.taskIds.join() === wanted.taskIds.join();
  return {
    readOnly: !marks.includes("full"),
    ...(sameTasks ? {} : tasksOf(wanted)),
    ...Object.fromEntries(keys.map((key) => [key, wanted[key]])),
  };
}

export const tasksOf = ({ tasks, taskIds }: Details): Pick<GrantInput, "tasks" | "coveredTaskIds"> =>
  tasks === "named" ? { tasks: [...taskIds], coveredTaskIds: [...taskIds] } : { tasks };

/** "3 tasks, frozen · until 31 Dec"; nothing where all is as usual. Stable. */
export function useDetailWords(): (more: string) => string {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const daysOf = usePeriodWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language only
  return useMemo(
    () => (more) => {
      const details = detailsIn(more);
      const count = details.taskIds.length;
      const tasks = { all: "", existing: t("workspace.grant.short.existing", { count }), named: t("workspace.grant.short.named", { count }) };
      return [
        details.tasks === "existing" && count === 0 ? t("workspace.grant.short.existingNow") : tasks[details.tasks],
        details.scope === "gate" ? "" : t(`workspace.grant.leads.${details.scope}`),
        details.hours === "none" ? "" : t(`access.view.hours.${details.hours}`),
        daysOf(periodText(details), formats.timeZone),
        details.seesSince === null ? "" : t("workspace.membership.seesSinceDate", { date: formats.date(details.seesSince) }),
      ]
        .filter(Boolean)
        .join(" · ");
    },
    [i18n.language, formats.timeZone, daysOf],
  );
}
