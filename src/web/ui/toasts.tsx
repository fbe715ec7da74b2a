/**
 * Short messages after an action; the ones that can be taken back carry "undo". What shows them is fetched at the first key or
 * click on a page: before that nothing can have been done.
 */
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import type { Toast, Undo } from "./toast-list.tsx";

const load = () => import("./toast-list.tsx");
const ToastList = lazy(() => load().then((module) => ({ default: module.ToastList })));

let wanted = false;
const listeners = new Set<() => void>();
function show(toast: Toast): void {
  wanted = true;
  for (const one of listeners) one();
  void load().then((module) => module.showToast(toast));
}

/** Done. With `undo`, it stays eight seconds. */
export const toast = (message: string, undo?: Undo): void => show({ message, color: "pine", keepMilliseconds: undo ? 8000 : 4000, undo });
/** Not done: a whole sentence, stays longer. */
export const toastProblem = (message: string): void => show({ message, color: "red", keepMilliseconds: 10_000 });

/** Where they appear; one in an app. */
export function ToastPlace() {
  const isWanted = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
  const [isAwake, setAwake] = useState(false);
  useEffect(() => {
    const events = ["pointerdown", "keydown"] as const;
    const wake = () => {
      for (const event of events) removeEventListener(event, wake, true);
      load().then(
        () => setAwake(true),
        () => undefined,
      );
    };
    for (const event of events) addEventListener(event, wake, true);
    return () => {
      for (const event of events) removeEventListener(event, wake, true);
    };
  }, []);
  if (!isAwake && !isWanted) return null;
  return (
    <Suspense>
      <ToastList />
    </Suspense>
  );
}
