import type { CategoryView } from "#contract/category.ts";
import type { CategoryRow } from "./queries.ts";

export const presentCategory = ({ sortKey: _, ...row }: CategoryRow): CategoryView => row;
