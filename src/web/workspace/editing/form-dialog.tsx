/** A small form in a dialog: error above, cancel and the deed below. What was entered is not lost by Escape, a click beside it, or leaving. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "#web/client/problem-text.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import type { PlannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";
import { fieldErrors } from "./field-errors.ts";
import classes from "./form-dialog.module.css";

/** As in `ConfirmDialog`. */
export function DialogTitle({ children }: { children: ReactNode }) {
  return (
    <Text fw={600} component="span">
      {children}
    </Text>
  );
}

type Given = {
  title: string;
  children: ReactNode;
  submitLabel: string;
  busy: boolean;
  disabled?: boolean;
  error: Error | null;
  /** Fields that show their own error. */
  known?: readonly string[];
  /** What would be called: who gains and loses by it is shown. Null: nothing that decides access. */
  planned?: PlannedCall | null;
  /** For fields side by side. */
  wide?: boolean;
  onSubmit: () => void;
  onClose: () => void;
};

export function FormDialog({
  title,
  children,
  submitLabel,
  busy,
  disabled = false,
  error,
  known = [],
  planned = null,
  wide = false,
  onSubmit,
  onClose,
}: Given) {
  const { t } = useTranslation();
  const { texts } = useUi();
  const [entered, setEntered] = useState(false);
  const [asking, setAsking] = useState(false);
  const leave = () => (entered ? setAsking(true) : onClose());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a dialog lies within the page's tree: the page's own form is not meant.
    event.stopPropagation();
    if (!disabled && !busy) onSubmit();
  };
  return (
    <Modal
      opened
      size={wide ? 680 : "md"}
      onClose={leave}
      closeOnEscape={!asking}
      title={<DialogTitle>{title}</DialogTitle>}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <form onSubmit={submit} onChange={() => setEntered(true)}>
        <FormErrors message={error === null ? null : problemText(error)} fields={fieldErrors(error)} known={known} />
        <Stack gap="md">
          {children}
          <WhatIf planned={planned} />
        </Stack>
        <Group justify="flex-end" gap="xs" className={classes.deeds ?? ""}>
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={disabled}>
            {submitLabel}
          </Button>
        </Group>
      </form>
      <UnsavedGuard when={entered && !busy} />
      {asking && (
        <ConfirmDialog
          opened
          title={texts.unsavedTitle}
          confirmLabel={texts.leave}
          cancelLabel={texts.stay}
          danger
          onConfirm={onClose}
          onClose={() => setAsking(false)}
        >
          {texts.unsavedText}
        </ConfirmDialog>
      )}
    </Modal>
  );
}
