import { sql } from "kysely";
import type { Queryable } from "./connect.ts";

/**
 * One change at a time of what holds for all. Every command of a contact holds on to the same row, so that a change that is only
 * rehearsed (http/rehearse.ts) does not take it: nobody waits for a question.
 */
export const lockInstallation = (db: Queryable) =>
  sql`select from installation where current_setting('pforte.rehearsing', true) is distinct from 'on' for no key update`.execute(db);
