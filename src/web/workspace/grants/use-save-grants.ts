/** Saves grants of the matrix in one go, each against the version that was read, and offers to take them back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeGrants, type GrantView, type ManyGrantsChange } from "#contract/grant.ts";
import type { GrantRowView } from "#contract/grant-matrix.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Change, type Changes, cellOf, changedMeanwhile, type StoredOf } from "#web/ui/matrix/marks.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { isStale } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { type PlannedCall, plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WHAT_IF } from "#web/workspace/what-if/use-what-if.ts";
import { detailsIn, GRANT_SCALE, grantOf, heldBy, tasksOf } from "./grant-details.ts";
import { asItIs, useTakingBack } from "./use-change-grants.ts";

type RowOf = (rowId: string) => GrantRowView | undefined;
/** Whose grant on what a row is about. */
type Pair = { contactId: string; projectId: string };

type Given = {
  rowOf: RowOf;
  reload: (rowIds: readonly string[]) => Promise<RowOf>;
  pairOf: (rowId: string) => Pair;
  onSaved: () => void;
  /** Where several grants stand now: none of them is changed here. */
  onSeveral: (rowIds: readonly string[]) => void;
};

/** Undefined: the row is not known, or has several. */
export const storedIn =
  (rowOf: RowOf): StoredOf =>
  (key) => {
    const row = rowOf(cellOf(key).rowId);
    return row === undefined || row.grantCount > 1 ? undefined : heldBy(row);
  };

export function useSaveGrants({ rowOf, reload, pairOf, onSaved, onSeveral }: Given) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const takeBack = useTakingBack();
  const wantedOf = (changes: Changes, rows: RowOf) => [...changes].map(([key, change]) => wanted(change, rows(cellOf(key).rowId), pairOf(cellOf(key).rowId)));
  const saving = useMutation({
    mutationFn: async ({ changes, reason }: { changes: Changes; reason: string }) => {
      const rowIds = [...changes.keys()].map((key) => cellOf(key).rowId);
      const save = async (rows: RowOf) => {
        const earlier = rowIds.map((rowId) => rows(rowId)?.grant ?? null);
        const { grants } = await call(changeGrants, { body: { changes: wantedOf(changes, rows), ...withReason(reason) } });
        return earlier.flatMap((before, at) => backward(before, grants[at] ?? null, pairOf(rowIds[at] ?? "")));
      };
      return save(rowOf).catch(async (error: unknown) => {
        if (!isOther(error)) throw error;
        const rows = await reload(rowIds);
        const several = rowIds.filter((rowId) => (rows(rowId)?.grantCount ?? 0) > 1);
        if (several.length > 0) onSeveral(several);
        // Others changed something else of the same grants: that does not touch what is wanted here.
        if (several.length > 0 || changedMeanwhile(changes, GRANT_SCALE, storedIn(rows)).length > 0) throw error;
        return save(rows);
      });
    },
    onSuccess: async (back, { changes }) => {
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" && query.queryKey[0] !== WHAT_IF });
      onSaved();
      toast(t("workspace.grant.saved", { count: changes.size }), { label: t("ui.undo"), run: () => void takeBack(back) });
    },
    // What somebody else changed meanwhile stands above the matrix.
    onError: (error) => void (isOther(error) || toastProblem(problemText(error))),
  });
  const planned = (changes: Changes): PlannedCall => plannedCall(changeGrants, { body: { changes: wantedOf(changes, rowOf) } });
  return { ...saving, planned };
}

/** Somebody changed the grant meanwhile, took it away, or gave another one. */
const isOther = (error: unknown): boolean => isStale(error) || (error instanceof ApiProblem && error.code === "record.notFound");

function wanted({ after, more }: Change, row: GrantRowView | undefined, { contactId, projectId }: Pair): ManyGrantsChange {
  const grant = row?.grant ?? null;
  if (grant === null) {
    const details = more?.after ?? "";
    return { contactId, version: null, grant: { projectId, ...grantOf(after, "", details), ...tasksOf(detailsIn(details)) } };
  }
  const base = { grantId: grant.id, version: grant.version };
  return { ...base, grant: after.length === 0 ? null : grantOf(after, more?.before ?? "", more?.after ?? "") };
}

/** What takes one back: as it was, or away. */
function backward(before: GrantView | null, after: GrantView | null, { contactId, projectId }: Pair): ManyGrantsChange[] {
  if (after !== null) return [{ grantId: after.id, version: after.version, grant: before && asItIs(before) }];
  return before === null ? [] : [{ contactId, version: null, grant: { projectId, ...asItIs(before) } }];
}
