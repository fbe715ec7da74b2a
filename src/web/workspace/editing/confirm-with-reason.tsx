/** Confirms a change of access: what will happen, and a reason that is kept in the log. */
import { Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import type { PlannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";

type Given = {
  opened: boolean;
  title: string;
  children: ReactNode;
  /** What is about to be called: who gains and loses by it is shown. */
  planned?: PlannedCall | null;
  confirmLabel: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: (reason: string) => void;
  also?: { label: string; onConfirm: (reason: string) => void } | undefined;
  onClose: () => void;
};

export function ConfirmWithReason({ children, planned = null, onConfirm, also, ...given }: Given) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <ConfirmDialog
      {...given}
      {...(also === undefined ? {} : { also: { label: also.label, onConfirm: () => also.onConfirm(reason.trim()) } })}
      onConfirm={() => onConfirm(reason.trim())}
    >
      <Stack gap="md">
        <div>{children}</div>
        {given.opened && <WhatIf planned={planned} />}
        <TextInput
          label={t("workspace.editing.reason")}
          description={t("workspace.editing.reasonHint")}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}

/** An empty reason is not sent. */
export const withReason = (reason: string): { reason?: string } => (reason === "" ? {} : { reason });
