import type { z } from "zod";
import type { apiTokenView } from "#contract/session.ts";
import type { ApiTokenRow } from "./queries.ts";

export const presentApiToken = (row: ApiTokenRow): z.infer<typeof apiTokenView> => ({
  id: row.id,
  name: row.name,
  agent: { id: row.agentId, name: row.agentName },
  scopes: row.scopes,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});
