/** What a screen shows lives in the address: plain texts, so that `?q=10023` stays a text and links can be read. */
import { useNavigate, useSearch } from "@tanstack/react-router";

export type AddressValues = Readonly<Record<string, string | undefined>>;

/** For `createRouter`: without it TanStack Router reads values as JSON. */
export const plainSearch = {
  parseSearch: (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values: Record<string, unknown>): string => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined && value !== null && value !== "") query.set(key, Array.isArray(value) ? value.join(",") : String(value));
    }
    return query.size === 0 ? "" : `?${query}`;
  },
};

export type ChangeAddress = (values: AddressValues, how?: { push?: boolean }) => void;

/**
 * The values in the address, and a way to change some of them; others stay, an undefined or empty one goes.
 * A changed filter starts the list again: the cursor goes. It replaces the address unless told to `push`, so that
 * "back" leaves the list instead of walking through every letter of a search.
 */
export function useAddress(): readonly [AddressValues, ChangeAddress] {
  // Of this page, not of the one that is being loaded after it.
  const values = useSearch({ strict: false }) as AddressValues;
  const navigate = useNavigate();
  const change: ChangeAddress = (changes, how) =>
    void navigate({
      to: ".",
      search: (previous: AddressValues) => ({ ...previous, cursor: undefined, from: undefined, ...changes }),
      replace: how?.push !== true,
      resetScroll: false,
    } as never);
  return [values, change];
}
