/** Which list somebody came from, so that the way back from a ticket leads to the same filter, page and scroll position. */
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { type AddressValues, plainSearch } from "#web/client/address.ts";
import { isPlainClick } from "#web/ui/link.tsx";

const key = "pforte-portal-list";
type Place = { search: string; index: number };

/** Number of this page in the tab's history. */
const here = (): number => (window.history.state as { __TSR_index?: number } | null)?.__TSR_index ?? -1;

export const rememberList = (address: AddressValues): void =>
  sessionStorage.setItem(key, JSON.stringify({ search: plainSearch.stringifySearch(address), index: here() } satisfies Place));

function lastList(): Place {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "") as Place;
  } catch {
    return { search: "", index: -2 };
  }
}

/** Of a link back to the list: if the list is one step back, that step is taken, since it knows where it was scrolled to. */
export function useWayBack(): { to: string; onClick: (event: MouseEvent) => void } {
  const router = useRouter();
  return {
    to: `/tickets${lastList().search}`,
    onClick: (event) => {
      if (!isPlainClick(event) || lastList().index !== here() - 1) return;
      event.preventDefault();
      router.history.back();
    },
  };
}
