/** Gives, changes and takes away grants, each with the way back. */
import { type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeGrants, type GrantChange, type GrantInput, type GrantView, type ManyGrantsChange } from "#contract/grant.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { toast, toastProblem } from "#web/ui/toasts.tsx";
import { isStale, useAction } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";

/** All that makes it this grant again, the frozen list of its tasks included. */
export function asItIs(grant: GrantView): GrantChange & Pick<GrantInput, "tasks"> {
  const { tasks, coveredTaskIds, readOnly, scope, hours, seesSince, from, until } = grant;
  return {
    tasks,
    ...(coveredTaskIds === null ? {} : { coveredTaskIds }),
    ...{ readOnly, scope, hours, seesSince, from, until },
  };
}

export function useTakingBack(): (changes: ManyGrantsChange[]) => Promise<void> {
  const { t } = useTranslation();
  const client = useQueryClient();
  return async (changes: ManyGrantsChange[]) => {
    try {
      await call(changeGrants, { body: { changes } });
      toast(t("workspace.grant.takenBack"));
    } catch (error) {
      toastProblem(isStale(error) ? t("workspace.grant.cannotTakeBack") : problemText(error));
    }
    await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  };
}

type Grants = (GrantView | null)[];
type Saved<Input> = UseMutationResult<{ grants: Grants; changed: number }, Error, Input>;

export function useAddGrants(onDone: () => void): Saved<{ grants: { contactId: string; grant: GrantInput }[]; reason: string }> {
  const { t } = useTranslation();
  const takeBack = useTakingBack();
  return useAction(({ grants, reason }) => call(changeGrants, { body: { changes: grants, ...withReason(reason) } }), {
    quiet: true,
    after: ({ grants }) => {
      onDone();
      const given = grants.filter((grant) => grant !== null);
      const undo = () => void takeBack(given.map(({ id, version }) => ({ grantId: id, version, grant: null })));
      toast(t("workspace.grant.given", { count: given.length }), { label: t("ui.undo"), run: undo });
    },
  });
}

export function useChangeGrant(onDone: () => void): Saved<{ before: GrantView; change: GrantChange; reason: string }> {
  const { t } = useTranslation();
  const takeBack = useTakingBack();
  return useAction(
    ({ before, change, reason }) =>
      call(changeGrants, { body: { changes: [{ grantId: before.id, version: before.version, grant: change }], ...withReason(reason) } }),
    {
      quiet: true,
      after: ({ grants: [after] }, { before }) => {
        onDone();
        if (!after || after.version === before.version) return;
        const undo = () => void takeBack([{ grantId: after.id, version: after.version, grant: asItIs(before) }]);
        toast(t("workspace.editing.saved"), { label: t("ui.undo"), run: undo });
      },
    },
  );
}

export function useRemoveGrant(onDone: () => void): Saved<{ grant: GrantView; reason: string }> {
  const { t } = useTranslation();
  const takeBack = useTakingBack();
  return useAction(
    ({ grant, reason }) => call(changeGrants, { body: { changes: [{ grantId: grant.id, version: grant.version, grant: null }], ...withReason(reason) } }),
    {
      after: (_, { grant }) => {
        onDone();
        const undo = () => void takeBack([{ contactId: grant.contact.id, grant: { projectId: grant.project.id, ...asItIs(grant) } }]);
        toast(t("workspace.grant.removed"), { label: t("ui.undo"), run: undo });
      },
    },
  );
}
