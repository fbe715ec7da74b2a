/** What a status looks like, by its type. */
import type { z } from "zod";
import type { statusType } from "#contract/fields.ts";
import type { StateTone } from "#web/ui/state-badge.tsx";

type StatusType = z.infer<typeof statusType>;

export const TONE_OF_STATUS: Readonly<Record<StatusType, StateTone>> = {
  new: "new",
  open: "open",
  pending: "waiting",
  done: "done",
  closed: "neutral",
  removed: "shut",
  merged: "inherited",
};
