/** What a right on a group lets through (access-model, table under "Gates"). */
import type { Verb } from "./verbs.ts";

export type RightLevels = { read: boolean; create: boolean; edit: boolean };

/** `edit` includes the other two; `read` and `create` let through just themselves (OTRS rw, ro, create). */
export const letsThrough = (right: RightLevels, verb: Verb): boolean => right.edit || (verb === "read" && right.read) || (verb === "create" && right.create);
