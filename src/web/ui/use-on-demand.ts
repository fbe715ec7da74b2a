/** A part of a page whose script is fetched when somebody reaches for it: by pointer, finger or keyboard. */
import { type ComponentType, useCallback, useLayoutEffect, useRef, useState } from "react";

/**
 * Until it is there, the page shows its own button with `triggers`; then `Part` takes over, and with it the focus if the button
 * had it. `opened` is already true when the click came first; `onOpen` is told of that one. @param load the same function at
 * every rendering.
 */
export function useOnDemand<Props>(load: () => Promise<ComponentType<Props>>, onOpen?: () => void) {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  const fetchPart = useCallback(() => {
    load().then(
      (part) => {
        hadFocus.current = button.current !== null && button.current === document.activeElement;
        setPart(() => part);
      },
      // Not reachable now: the next click tries again.
      () => setOpened(false),
    );
  }, [load]);
  useLayoutEffect(() => {
    if (Part !== null && hadFocus.current && !opened) button.current?.focus();
  }, [Part, opened]);
  const triggers = {
    ref: button,
    ...(Part === null
      ? {
          onPointerEnter: fetchPart,
          onFocus: fetchPart,
          onClick: () => {
            setOpened(true);
            onOpen?.();
            fetchPart();
          },
        }
      : {}),
  };
  return { Part, opened, setOpened, triggers };
}
