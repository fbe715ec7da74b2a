/** Services as the tree that their names write (`A::B`): each below the nearest one that is shown too. */

export const serviceName = (name: string): string => name.split("::").join(" › ");

export type Branch<Row> = {
  row: Row;
  indent: number;
  /** What stands between the service above and this one, where that is not shown itself. */
  path: string[];
  label: string;
};

/** Rows come in the order of the tree, what lies above before what lies below it. */
export function branchesOf<Row extends { name: string }>(rows: readonly Row[]): Branch<Row>[] {
  const indents = new Map<string, number>();
  return rows.map((row) => {
    const parts = row.name.split("::");
    let above = parts.length - 1;
    while (above > 0 && !indents.has(pathKey(parts, above))) above -= 1;
    const indent = above === 0 ? 0 : (indents.get(pathKey(parts, above)) ?? 0) + 1;
    indents.set(pathKey(parts, parts.length), indent);
    return { row, indent, path: parts.slice(above, -1), label: parts.at(-1) ?? row.name };
  });
}

/** Services are told apart without case. */
const pathKey = (parts: readonly string[], length: number): string => parts.slice(0, length).join("::").toLowerCase();
