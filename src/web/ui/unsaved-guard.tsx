/** Asks before a page with unsaved entries is left, by a link, "back" or a closed tab. */
import { useBlocker } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useUi } from "./ui-context.tsx";

const load = () => import("./confirm-dialog.tsx");
const ConfirmDialog = lazy(() => load().then((module) => ({ default: module.ConfirmDialog })));

/** @param when true while something would be lost. A change of the query alone does not count as leaving. */
export function UnsavedGuard({ when, text }: { when: boolean; text?: string }) {
  const { texts } = useUi();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  });
  // There before it is needed, also when the network is not.
  useEffect(() => {
    if (when) load().catch(() => undefined);
  }, [when]);
  if (blocker.status !== "blocked") return null;
  return (
    <Suspense>
      <ConfirmDialog
        opened
        title={texts.unsavedTitle}
        confirmLabel={texts.leave}
        cancelLabel={texts.stay}
        danger
        onConfirm={() => blocker.proceed()}
        onClose={() => blocker.reset()}
      >
        {text ?? texts.unsavedText}
      </ConfirmDialog>
    </Suspense>
  );
}
