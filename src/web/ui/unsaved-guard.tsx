/** Asks before a page with unsaved entries is left, by a link, "back" or a closed tab. */
import { useBlocker } from "@tanstack/react-router";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useUi } from "./ui-context.tsx";

/** @param when true while something would be lost. A change of the query alone does not count as leaving. */
export function UnsavedGuard({ when, text }: { when: boolean; text?: string }) {
  const { texts } = useUi();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={blocker.status === "blocked"}
      title={texts.unsavedTitle}
      confirmLabel={texts.leave}
      cancelLabel={texts.stay}
      danger
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {text ?? texts.unsavedText}
    </ConfirmDialog>
  );
}
