import type { ResponseOf } from "#contract/endpoint.ts";
import type { listSessions } from "#contract/session.ts";
import type { SessionRow } from "./queries.ts";

export const presentSession = ({ personId, personName, ...row }: SessionRow, currentId: string | null): ResponseOf<typeof listSessions>["items"][number] => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  current: row.id === currentId,
  person: { id: personId, name: personName },
});
