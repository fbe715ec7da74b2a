/** The window's title: page first, so that tabs can be told apart. */
import { useEffect } from "react";

export function useTitle(page: string, product: string): void {
  useEffect(() => {
    document.title = page === product ? product : `${page} · ${product}`;
  }, [page, product]);
}
