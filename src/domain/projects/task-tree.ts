/** Tasks lie below each other: what is said of one is said of all below it, as they are then. */

export type TaskInTree = { id: string; parentId: string | null };

/** These tasks and all below them, in the order of `tasks`, in which each stands after the one it lies below. */
export function withAllBelow<Task extends TaskInTree>(tasks: readonly Task[], taskIds: readonly string[]): string[] {
  const named = new Set(taskIds);
  const covered = new Set<string>();
  for (const { id, parentId } of tasks) if (named.has(id) || (parentId !== null && covered.has(parentId))) covered.add(id);
  return [...covered];
}
