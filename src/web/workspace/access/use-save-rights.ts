/** Saves changes of the matrix in one go against the versions that were read, and offers to take them back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import type { rightChange, rightSubject } from "#contract/access.ts";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { type RightsRowView, saveRightsMatrix } from "#contract/rights-matrix.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type CellKey, type Changes, cellOf, changedMeanwhile, inverse, type StoredOf } from "#web/ui/matrix/marks.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { isStale } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { type PlannedCall, plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WHAT_IF } from "#web/workspace/what-if/use-what-if.ts";
import { asLevels, LEVEL_SCALE } from "./levels.ts";
import { type Period, periodOf, periodText } from "./right-days.ts";

export type RightSubject = z.infer<typeof rightSubject>;
type RightChange = z.infer<typeof rightChange>;
type RowOf = (rowId: string) => RightsRowView | undefined;

type Given = {
  rowOf: RowOf;
  reload: (rowIds: readonly string[]) => Promise<RowOf>;
  subjectOf: (row: RightsRowView, column: string) => RightSubject;
  onSaved: () => void;
};

export const cellIn = (row: RightsRowView | undefined, column: string) => row?.cells.find((cell) => cell.column === column);
export const storedIn =
  (rowOf: RowOf): StoredOf =>
  (key) => {
    const cell = cellIn(rowOf(cellOf(key).rowId), cellOf(key).column);
    return cell && { marks: cell.rights, more: periodText(cell) };
  };

export function useSaveRights({ rowOf, reload, subjectOf, onSaved }: Given) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" && query.queryKey[0] !== WHAT_IF });
  const takeBack = async (changes: Changes, versions: ReadonlyMap<string, number>, dates: ReadonlyMap<CellKey, Period>) => {
    try {
      await call(saveRightsMatrix, { body: { groups: groupsOf(inverse(changes), rowOf, subjectOf, { versions, dates }) } });
      toast(t("workspace.rights.takenBack", { count: changes.size }));
    } catch (error) {
      toastProblem(isStale(error) ? t("workspace.rights.cannotTakeBack") : problemText(error));
    }
    await again();
  };
  const saving = useMutation({
    mutationFn: async ({ changes, reason }: { changes: Changes; reason: string }) => {
      const dates = new Map(
        [...changes.keys()].map((key) => {
          const cell = cellIn(rowOf(cellOf(key).rowId), cellOf(key).column);
          return [key, { from: cell?.from ?? null, until: cell?.until ?? null }] as const;
        }),
      );
      const save = (rows: RowOf) => call(saveRightsMatrix, { body: { groups: groupsOf(changes, rows, subjectOf), ...withReason(reason) } });
      const answer = await save(rowOf).catch(async (error: unknown) => {
        if (!isStale(error)) throw error;
        const rows = await reload([...new Set([...changes.keys()].map((key) => cellOf(key).rowId))]);
        // Others changed other rights on the same groups: that does not touch what is wanted here.
        if (changedMeanwhile(changes, LEVEL_SCALE, storedIn(rows)).length > 0) throw error;
        return save(rows);
      });
      return { changes, dates, versions: new Map(answer.groups.map((group) => [group.id, group.rightsVersion])) };
    },
    onSuccess: async ({ changes, dates, versions }) => {
      await again();
      onSaved();
      toast(t("workspace.rights.saved", { count: changes.size }), { label: t("ui.undo"), run: () => void takeBack(changes, versions, dates) });
    },
    // What somebody else changed meanwhile stands above the matrix.
    onError: (error) => void (isStale(error) || toastProblem(problemText(error))),
  });
  const planned = (changes: Changes): PlannedCall => plannedCall(saveRightsMatrix, { body: { groups: groupsOf(changes, rowOf, subjectOf) } });
  return { ...saving, planned };
}

type Earlier = { versions: ReadonlyMap<string, number>; dates: ReadonlyMap<CellKey, Period> };

/** One part per group, against the version that was read with its row; or, to take back, against the one that was saved. */
function groupsOf(changes: Changes, rowOf: RowOf, subjectOf: Given["subjectOf"], earlier?: Earlier): BodyInputOf<typeof saveRightsMatrix>["groups"] {
  const groups = new Map<string, { groupId: string; version: number; changes: RightChange[] }>();
  for (const [key, { after, more }] of changes) {
    const { rowId, column } = cellOf(key);
    const row = rowOf(rowId);
    if (row === undefined) continue;
    const { id, rightsVersion } = row.group;
    const group = groups.get(id) ?? { groupId: id, version: earlier?.versions.get(id) ?? rightsVersion, changes: [] };
    // Days that nobody touched stay as they are.
    const days = earlier?.dates.get(key) ?? (more && periodOf(more.after));
    group.changes.push({ subject: subjectOf(row, column), rights: asLevels(after), ...days });
    groups.set(id, group);
  }
  return [...groups.values()];
}
