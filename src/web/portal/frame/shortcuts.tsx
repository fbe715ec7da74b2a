/** Keys that work on every page: "/" search, "n" new request, "?" what keys there are. */
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useSession } from "#web/portal/session/portal-session.ts";
import { isTyping } from "#web/ui/is-typing.ts";

const KeysDialog = lazy(() => import("./keys-dialog.tsx").then((module) => ({ default: module.KeysDialog })));
const searchBox = () => document.querySelector<HTMLElement>("input[type=search]");

export function Shortcuts() {
  const router = useRouter();
  const { mayCreate } = useSession();
  const [opened, setOpened] = useState<boolean | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (event.key === "?") setOpened(true);
      else if (event.key === "n" && mayCreate) {
        // The letter itself is not meant for the form.
        event.preventDefault();
        router.history.push("/new");
      } else if (event.key === "/" && searchBox() === null) {
        event.preventDefault();
        void router.navigate({ to: "/tickets" } as never).then(() => searchBox()?.focus());
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, mayCreate]);
  if (opened === null) return null;
  return (
    <Suspense>
      <KeysDialog opened={opened} onClose={() => setOpened(false)} />
    </Suspense>
  );
}
