/** A link inside the app: a real address (so that it can be opened in a new tab), a plain click goes there without a reload. */
import type { ComponentPropsWithRef, MouseEvent } from "react";
import { useUi } from "./ui-context.tsx";

/** Clicks that mean "open elsewhere" are left to the browser. */
export const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;

/** `to` is the path inside the app, with its query. */
export function Link({ to, onClick, children, ...rest }: { to: string } & ComponentPropsWithRef<"a">) {
  const { navigation } = useUi();
  return (
    <a
      {...rest}
      href={navigation.basePath + to}
      onPointerEnter={() => navigation.preload?.(to)}
      onClick={(event) => {
        onClick?.(event);
        if (!isPlainClick(event)) return;
        event.preventDefault();
        navigation.push(to);
      }}
    >
      {children}
    </a>
  );
}
