/** What of a list's address belongs to a view, and which view an address shows. */

import type { AddressValues } from "#web/client/address.ts";
import type { ViewChip } from "#web/ui/view-chips.tsx";

/** `fixed`: comes with the product. `columns` null: those of the list. */
export type ListView = Pick<ViewChip, "group" | "count" | "kept" | "deeds"> & {
  id: string;
  name: string;
  fixed: boolean;
  address: AddressValues;
  columns: readonly string[] | null;
};

/** Where somebody is in the list, and what stands beside filters and order. */
const beside = new Set(["cursor", "from", "view", "columns"]);

/** Filters and order of an address. */
export const stateOf = (address: AddressValues): Record<string, string> =>
  Object.fromEntries(Object.entries(address).filter((entry): entry is [string, string] => !beside.has(entry[0]) && entry[1] !== undefined && entry[1] !== ""));

export const columnsOf = (address: AddressValues): string[] | null => (address.columns ? address.columns.split(",") : null);

export function sameState(one: AddressValues, other: AddressValues): boolean {
  const [a, b] = [stateOf(one), stateOf(other)];
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** The view that the address names, changed or not; without a name, one that shows just the same. */
export function currentView(address: AddressValues, views: readonly ListView[]): { view: ListView | null; modified: boolean } {
  const named = address.view === undefined ? undefined : views.find((view) => view.id === address.view);
  const view = named ?? views.find((one) => sameState(one.address, address)) ?? null;
  const columns = columnsOf(address);
  const otherColumns = columns !== null && columns.join() !== (view?.columns ?? []).join();
  return { view, modified: view !== null && (!sameState(view.address, address) || otherColumns) };
}

/** What to change in an address so that it shows a view from its beginning. */
export const changesTo = (address: AddressValues, view: ListView): AddressValues => ({
  ...Object.fromEntries(Object.keys(address).map((key) => [key, undefined])),
  ...view.address,
  view: view.fixed ? undefined : view.id,
});
