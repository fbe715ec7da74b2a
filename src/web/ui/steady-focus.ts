/** Keeps the field in which somebody writes where it is on the screen, when something comes in above it. */

const fieldInUse = (): Element | null => {
  const { activeElement } = document;
  return activeElement?.matches("textarea, input, [contenteditable=true]") ? activeElement : null;
};

/** As `ref` of what grows by itself. */
export function steadyFocus(growing: HTMLElement | null): (() => void) | undefined {
  if (growing === null) return undefined;
  let top: number | undefined;
  const remember = () => {
    top = fieldInUse()?.getBoundingClientRect().top;
  };
  // Comes after the layout and before the screen is painted: the field is never seen elsewhere.
  const watching = new ResizeObserver(() => {
    const field = fieldInUse();
    if (field !== null && top !== undefined && !growing.contains(field)) window.scrollBy({ top: field.getBoundingClientRect().top - top, behavior: "instant" });
    remember();
  });
  watching.observe(growing);
  const events = ["focusin", "input", "scroll", "resize"] as const;
  for (const event of events) window.addEventListener(event, remember, { passive: true });
  return () => {
    watching.disconnect();
    for (const event of events) window.removeEventListener(event, remember);
  };
}
