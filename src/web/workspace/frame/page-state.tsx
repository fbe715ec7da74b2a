/** What pages tell the frame around them: the way to them, shown above and in the window's title. */
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";

type Crumb = { label: string; to?: string };

const CrumbsContext = createContext<{ crumbs: readonly Crumb[]; tell: (crumbs: readonly Crumb[]) => void } | null>(null);

export function CrumbsProvider({ children }: { children: ReactNode }) {
  const [crumbs, tell] = useState<readonly Crumb[]>([]);
  const value = useMemo(() => ({ crumbs, tell }), [crumbs]);
  return <CrumbsContext value={value}>{children}</CrumbsContext>;
}

export const useShownCrumbs = (): readonly Crumb[] => use(CrumbsContext)?.crumbs ?? [];

/** The last crumb is the page itself. A name that is not known yet is left out. */
export function useCrumbs(...crumbs: readonly (Crumb | null)[]): void {
  const tell = use(CrumbsContext)?.tell;
  const known = crumbs.filter((crumb): crumb is Crumb => crumb !== null && crumb.label !== "");
  const content = JSON.stringify(known);
  useEffect(() => {
    const told = JSON.parse(content) as Crumb[];
    tell?.(told);
    const title = told.at(-1)?.label;
    document.title = title === undefined ? "Pforte" : `${title} · Pforte`;
  }, [content, tell]);
}
