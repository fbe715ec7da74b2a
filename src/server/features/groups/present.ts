import type { GroupView } from "#contract/access.ts";
import type { GroupRow } from "./queries.ts";

export const presentGroup = ({ sortKey: _, ...row }: GroupRow): GroupView => row;
