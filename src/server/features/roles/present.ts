import type { RoleView } from "#contract/master-data.ts";
import type { RoleRow } from "./queries.ts";

export const presentRole = ({ sortKey: _, ...row }: RoleRow): RoleView => row;
