/** Asks before something that cannot simply be taken back; says what will happen. Enter does what is harmless. */
import { Button, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./confirm-dialog.module.css";
import { useUi } from "./ui-context.tsx";

type Given = {
  opened: boolean;
  title: string;
  /** What will happen, in numbers where there are some. */
  children?: ReactNode;
  /** The deed as a verb: "End session". */
  confirmLabel: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  /** Another way to do it: "Save and finish". */
  also?: { label: string; onConfirm: () => void };
  onClose: () => void;
  cancelLabel?: string;
};

export function ConfirmDialog(given: Given) {
  const { texts } = useUi();
  return (
    <Modal
      opened={given.opened}
      onClose={given.onClose}
      title={
        <Text fw={600} component="span">
          {given.title}
        </Text>
      }
      closeButtonProps={{ "aria-label": texts.close }}
      size={given.also === undefined ? "md" : "lg"}
    >
      {given.children !== undefined && (
        <Text size="sm" component="div">
          {given.children}
        </Text>
      )}
      <div className={classes.deeds} data-several={given.also !== undefined || undefined}>
        <Button variant="default" onClick={given.onClose} data-autofocus={given.danger || undefined}>
          {given.cancelLabel ?? texts.cancel}
        </Button>
        {given.also !== undefined && (
          <Button variant="default" disabled={given.busy ?? false} onClick={given.also.onConfirm}>
            {given.also.label}
          </Button>
        )}
        <Button color={given.danger ? "red" : "pine"} loading={given.busy ?? false} onClick={given.onConfirm} data-autofocus={!given.danger || undefined}>
          {given.confirmLabel}
        </Button>
      </div>
    </Modal>
  );
}
