/** Asks before a finding is mended with one call, and offers to take that back afterwards. */
import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FindingView } from "#contract/checkup.ts";
import { callGiven } from "#web/client/call.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { toast } from "#web/ui/toasts.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";

type Fix = NonNullable<FindingView["fix"]>;

/** These change who sees what: it is asked before. */
const decides: readonly Fix["kind"][] = ["removeMembership", "removeRight", "alsoRead", "removeGrant", "inherit"];
/** These say it themselves, or there is nothing to take back. */
const withoutUndo: readonly Fix["kind"][] = ["sendInvitation", "withdrawSignIn"];

export function FixDialog({ finding, fix, onClose }: { finding: FindingView; fix: Fix; onClose: () => void }) {
  const { t } = useTranslation();
  const undo = useAction((call: Fix["call"]) => callGiven(call), { done: t("workspace.checkup.undone") });
  const mend = useAction(() => callGiven(fix.call), {
    after: () => {
      const back = fix.undo;
      toast(t(`workspace.checkup.done.${fix.kind}`), back === null ? undefined : { label: t("ui.undo"), run: () => undo.mutate(back) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t(`workspace.checkup.fix.${fix.kind}`)}
      confirmLabel={t(`workspace.checkup.fix.${fix.kind}`)}
      danger={fix.kind === "withdrawSignIn"}
      busy={mend.isPending}
      onConfirm={() => mend.mutate()}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{finding.sentence}</Text>
        <Text size="sm">
          {t(`workspace.checkup.fixMeans.${fix.kind}`)} {fix.undo === null && !withoutUndo.includes(fix.kind) && t("workspace.checkup.cannotUndo")}
        </Text>
        <WhatIf planned={decides.includes(fix.kind) ? fix.call : null} />
      </Stack>
    </ConfirmDialog>
  );
}
