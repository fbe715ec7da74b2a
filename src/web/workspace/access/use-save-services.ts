/** Saves assignments of services in one go against the versions that were read, and offers to take them back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BodyInputOf } from "#contract/endpoint.ts";
import { type ServiceRowView, saveServiceMatrix } from "#contract/service-matrix.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { type Changes, cellOf, changedMeanwhile, inverse, type Scale, type StoredOf } from "#web/ui/matrix/marks.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { isStale } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";

type Body = BodyInputOf<typeof saveServiceMatrix>;
export type ServiceSubject = Body["services"][number]["changes"][number]["subject"];
type RowOf = (rowId: string) => ServiceRowView | undefined;

/** One mark: assigned or not. */
export const SERVICE_SCALE: Scale = { marks: ["assigned"] };

type Given = {
  rowOf: RowOf;
  reload: (rowIds: readonly string[]) => Promise<RowOf>;
  subjectOf: (row: ServiceRowView) => ServiceSubject;
  onSaved: () => void;
};

export const storedIn =
  (rowOf: RowOf): StoredOf =>
  (key) => {
    const row = rowOf(cellOf(key).rowId);
    return row && { marks: row.assigned ? SERVICE_SCALE.marks : [], more: "" };
  };

export function useSaveServices({ rowOf, reload, subjectOf, onSaved }: Given) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  const takeBack = async (changes: Changes, versions: ReadonlyMap<string, number>) => {
    try {
      await call(saveServiceMatrix, { body: { services: servicesOf(inverse(changes), rowOf, subjectOf, versions) } });
      toast(t("workspace.rights.takenBack", { count: changes.size }));
    } catch (error) {
      toastProblem(isStale(error) ? t("workspace.services.cannotTakeBack") : problemText(error));
    }
    await again();
  };
  return useMutation({
    mutationFn: async ({ changes, reason }: { changes: Changes; reason: string }) => {
      const save = (rows: RowOf) => call(saveServiceMatrix, { body: { services: servicesOf(changes, rows, subjectOf), ...withReason(reason) } });
      const answer = await save(rowOf).catch(async (error: unknown) => {
        if (!isStale(error)) throw error;
        const rows = await reload([...new Set([...changes.keys()].map((key) => cellOf(key).rowId))]);
        // Others gave the same services to others: that does not touch what is wanted here.
        if (changedMeanwhile(changes, SERVICE_SCALE, storedIn(rows)).length > 0) throw error;
        return save(rows);
      });
      return { changes, versions: new Map(answer.services.map((service) => [service.id, service.assignmentsVersion])) };
    },
    onSuccess: async ({ changes, versions }) => {
      await again();
      onSaved();
      toast(t("workspace.services.saved", { count: changes.size }), { label: t("ui.undo"), run: () => void takeBack(changes, versions) });
    },
    // What somebody else changed meanwhile stands above the matrix.
    onError: (error) => void (isStale(error) || toastProblem(problemText(error))),
  });
}

/** One part per service, against the version that was read with its row; or, to take back, against the one that was saved. */
function servicesOf(changes: Changes, rowOf: RowOf, subjectOf: Given["subjectOf"], versions?: ReadonlyMap<string, number>): Body["services"] {
  const services = new Map<string, Body["services"][number]>();
  for (const [key, { after }] of changes) {
    const row = rowOf(cellOf(key).rowId);
    if (row === undefined) continue;
    const { id, assignmentsVersion } = row.service;
    const service = services.get(id) ?? { serviceId: id, version: versions?.get(id) ?? assignmentsVersion, changes: [] };
    service.changes.push({ subject: subjectOf(row), assigned: after.length > 0 });
    services.set(id, service);
  }
  return [...services.values()];
}
