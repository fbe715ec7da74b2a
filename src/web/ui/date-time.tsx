/** A time as people say it, the exact one on hover. Renews itself once a minute. */
import { useState, useSyncExternalStore } from "react";
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

type Given = { at: string; as?: "relative" | "ahead" | "exact" | "date" | "day" };

export function DateTime({ at, as = "relative" }: Given) {
  const formats = useFormats();
  const now = useSyncExternalStore(subscribe, () => minute);
  // What has happened is never still to come, however the clocks differ; `ahead` may be.
  const relative = as === "relative" || as === "ahead";
  const shown = relative ? formats.relative(at, as === "ahead" ? now : Math.max(now, Date.parse(at))) : formats[as](at);
  return (
    <time dateTime={at} title={formats.exact(at)} className="pf-number" style={as === "exact" ? undefined : { whiteSpace: "nowrap" }}>
      {shown}
    </time>
  );
}

/** Where there is no hover (a phone, a keyboard): pressing shows the exact time, pressing again the other one. */
export function PressableDateTime({ at }: { at: string }) {
  const [isExact, setExact] = useState(false);
  return (
    <button type="button" className="pf-plain-button" aria-pressed={isExact} onClick={() => setExact(!isExact)}>
      <DateTime at={at} as={isExact ? "exact" : "relative"} />
    </button>
  );
}
