/** The way back to a list leads to where somebody left it: same filter, same page, and where the browser still has it, the same height. */
import { type AnyRouter, useRouter } from "@tanstack/react-router";
import { type MouseEvent, useEffect } from "react";
import { isPlainClick } from "#web/ui/link.tsx";

/** Addresses by their position in the browser's history, as far as this page has seen them. */
const seen: string[] = [];
/** Path of a page → position at which it was seen last. */
const lastAt = new Map<string, number>();

const positionOf = (router: AnyRouter): number => (router.state.location.state as { __TSR_index?: number }).__TSR_index ?? 0;

export function useRememberPlaces(): void {
  const router = useRouter();
  useEffect(() => {
    const note = () => {
      const { pathname, href } = router.state.location;
      const at = positionOf(router);
      seen[at] = href;
      lastAt.set(pathname, at);
    };
    note();
    return router.subscribe("onResolved", note);
  }, [router]);
}

/** Goes to the page at `path` as it was left: back in history where that is the same place. */
export function useGoBack(): (path: string) => void {
  const router = useRouter();
  return (path) => {
    const at = lastAt.get(path);
    const steps = (at ?? 0) - positionOf(router);
    if (at !== undefined && seen[at]?.split("?")[0] === path && steps < 0) router.history.go(steps, { ignoreBlocker: true });
    else void router.navigate({ to: path, ignoreBlocker: true } as never);
  };
}

/** For a link to the page at `path`: the address as it was left, and a click that goes back in history where that is the same place. */
export function useWayBack(): (path: string) => { to: string; onClick?: (event: MouseEvent) => void } {
  const router = useRouter();
  return (path) => {
    const at = lastAt.get(path);
    const href = at === undefined ? undefined : seen[at];
    if (at === undefined || href === undefined || href.split("?")[0] !== path) return { to: path };
    const onClick = (event: MouseEvent) => {
      const steps = at - positionOf(router);
      if (!isPlainClick(event) || steps >= 0) return;
      event.preventDefault();
      router.history.go(steps);
    };
    return { to: href, onClick };
  };
}
