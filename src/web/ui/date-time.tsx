/** A time as people say it, the exact one on hover and for screen readers' "time" element. Renews itself once a minute. */
import { Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useFormats } from "./ui-context.tsx";

let minute = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    minute = Date.now();
    for (const one of listeners) one();
  }, 60_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function DateTime({ at, as = "relative" }: { at: string; as?: "relative" | "exact" | "date" | "day" }) {
  const formats = useFormats();
  const now = useSyncExternalStore(subscribe, () => minute);
  const shown = as === "relative" ? formats.relative(at, Math.max(now, Date.parse(at))) : formats[as](at);
  return (
    <Tooltip label={formats.exact(at)}>
      <time dateTime={at} className="pf-number" style={{ whiteSpace: "nowrap" }}>
        {shown}
      </time>
    </Tooltip>
  );
}
