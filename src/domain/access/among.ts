const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether a list of a clause has it; of a long one a set is made once. */
export function among(list: readonly string[], id: string): boolean {
  if (list.length < 12) return list.includes(id);
  let set = sets.get(list);
  if (!set) {
    set = new Set(list);
    sets.set(list, set);
  }
  return set.has(id);
}
