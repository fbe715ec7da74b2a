/** Tasks lie below each other: what is said of one is said of all below it, as they are then. */

export type TaskInTree = { id: string; parentId: string | null };

/** What is said of each task alone, summed up for it and all below it; `tasks` in an order in which each stands after the one it lies below. */
export function sumsWithBelow(tasks: readonly TaskInTree[], own: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map(tasks.map(({ id }) => [id, own.get(id) ?? 0]));
  for (const { id, parentId } of tasks.toReversed()) if (parentId !== null) sums.set(parentId, (sums.get(parentId) ?? 0) + (sums.get(id) ?? 0));
  return sums;
}

/** These tasks and all below them, in the order of `tasks`, in which each stands after the one it lies below. */
export function withAllBelow<Task extends TaskInTree>(tasks: readonly Task[], taskIds: readonly string[]): string[] {
  const named = new Set(taskIds);
  const covered = new Set<string>();
  for (const { id, parentId } of tasks) if (named.has(id) || (parentId !== null && covered.has(parentId))) covered.add(id);
  return [...covered];
}
