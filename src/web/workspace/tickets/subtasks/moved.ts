/** The list with one entry at another place; one that would leave the list stays. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const list = [...items];
  if (from < 0 || to < 0 || from >= list.length || to >= list.length) return list;
  list.splice(to, 0, ...list.splice(from, 1));
  return list;
}
