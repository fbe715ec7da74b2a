import type { QueueView } from "#contract/master-data.ts";
import type { QueueRow } from "./queries.ts";

export const presentQueue = ({ sortKey: _, groupId, groupName, ...row }: QueueRow): QueueView => ({ ...row, group: { id: groupId, name: groupName } });
