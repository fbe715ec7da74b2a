/** Saves memberships of the matrix in one go, each against the version that was read, and offers to take them back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type MembershipChange, type MembershipRowView, saveMembershipMatrix } from "#contract/membership-matrix.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Changes, cellOf, changedMeanwhile, type Scale, type StoredOf } from "#web/ui/matrix/marks.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { isStale } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { type PlannedCall, plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WHAT_IF } from "#web/workspace/what-if/use-what-if.ts";

type RowOf = (rowId: string) => MembershipRowView | undefined;

type Given = {
  scale: Scale;
  rowOf: RowOf;
  reload: (rowIds: readonly string[]) => Promise<RowOf>;
  /** Whose membership in what a row is about. */
  pairOf: (rowId: string) => Pick<MembershipChange, "contactId" | "companyId">;
  onSaved: () => void;
};

/** Undefined: the row is not known. */
export const storedIn =
  (rowOf: RowOf): StoredOf =>
  (key) => {
    const row = rowOf(cellOf(key).rowId);
    return row && { marks: row.membership === null ? [] : [row.membership.role.id], more: "" };
  };

export function useSaveMemberships({ scale, rowOf, reload, pairOf, onSaved }: Given) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" && query.queryKey[0] !== WHAT_IF });
  const wantedOf = (changes: Changes, rows: RowOf): MembershipChange[] =>
    [...changes].map(([key, { after }]) => {
      const { rowId } = cellOf(key);
      const roleId = after[0];
      return { ...pairOf(rowId), version: rows(rowId)?.membership?.version ?? null, membership: roleId === undefined ? null : { roleId } };
    });
  const takeBack = async (changes: MembershipChange[]) => {
    try {
      await call(saveMembershipMatrix, { body: { changes } });
      toast(t("workspace.rights.takenBack", { count: changes.length }));
    } catch (error) {
      toastProblem(isStale(error) ? t("workspace.assign.cannotTakeBack") : problemText(error));
    }
    await again();
  };
  const saving = useMutation({
    mutationFn: async ({ changes, reason }: { changes: Changes; reason: string }) => {
      const rowIds = [...changes.keys()].map((key) => cellOf(key).rowId);
      const save = async (rows: RowOf) => {
        const earlier = rowIds.map((rowId) => membershipOf(rows(rowId)));
        const { memberships } = await call(saveMembershipMatrix, { body: { changes: wantedOf(changes, rows), ...withReason(reason) } });
        return memberships.map((saved, at) => ({ ...saved, membership: earlier[at] ?? null }));
      };
      return save(rowOf).catch(async (error: unknown) => {
        if (!isStale(error)) throw error;
        const rows = await reload(rowIds);
        // Others changed dates or the like of the same memberships: that does not touch what is wanted here.
        if (changedMeanwhile(changes, scale, storedIn(rows)).length > 0) throw error;
        return save(rows);
      });
    },
    onSuccess: async (backward) => {
      await again();
      onSaved();
      toast(t("workspace.assign.saved", { count: backward.length }), { label: t("ui.undo"), run: () => void takeBack(backward) });
    },
    // What somebody else changed meanwhile stands above the matrix.
    onError: (error) => void (isStale(error) || toastProblem(problemText(error))),
  });
  const planned = (changes: Changes): PlannedCall => plannedCall(saveMembershipMatrix, { body: { changes: wantedOf(changes, rowOf) } });
  return { ...saving, planned };
}

/** All that comes back with it when it is taken back. */
function membershipOf(row: MembershipRowView | undefined): MembershipChange["membership"] {
  if (!row?.membership) return null;
  const { role, roleForATime: other, carriesGroupRights, keepsOwnTickets, seesSince, from, until } = row.membership;
  const roleForATime = other && { roleId: other.role.id, from: other.from, until: other.until };
  return { roleId: role.id, roleForATime, carriesGroupRights, keepsOwnTickets, seesSince, from, until };
}
