import type { TagView } from "#contract/tag.ts";
import { mostCounted, type TagRow } from "./queries.ts";

export const presentTag = ({ id, name, removed, version, tickets }: TagRow): TagView => ({
  id,
  name,
  ticketCount: Math.min(tickets, mostCounted),
  ...(tickets > mostCounted ? { ticketCountIsLowerBound: true } : {}),
  removed,
  version,
});
