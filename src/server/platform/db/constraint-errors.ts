/** What a violated constraint means to the person who caused it. */
import type { ErrorCode } from "#contract/errors.ts";
import { Refusal } from "#server/platform/refusal.ts";

const CONSTRAINTS: Readonly<Record<string, ErrorCode>> = {
  company_number_key: "company.numberTaken",
  company_check: "company.ownParent",
  company_check1: "company.ownParent",
  contact_login_key: "contact.loginTaken",
  agent_login_key: "agent.loginTaken",
  access_group_name_key: "group.nameTaken",
  queue_name_key: "queue.nameTaken",
  service_name_key: "service.nameTaken",
  category_name_key: "category.nameTaken",
  tag_name_key: "tag.nameTaken",
  own_field_key_key: "ownField.keyTaken",
  project_number_key: "project.numberTaken",
  project_run_time: "project.endBeforeStart",
  task_name_key: "task.nameTaken",
  task_check: "task.ownParent",
  project_grant_contact_id_company_id_fkey: "grant.otherCompany",
  project_grant_check: "membership.endBeforeStart",
  portal_role_name_key: "role.nameTaken",
  priority_name_key: "priority.nameTaken",
  ticket_status_name_key: "status.nameTaken",
  saved_view_name_key: "view.nameTaken",
  saved_view_shared_name_key: "view.nameTaken",
  membership_check: "membership.endBeforeStart",
  membership_for_a_time_dates: "membership.roleEndBeforeStart",
  membership_for_a_time_other_role: "membership.sameRole",
  group_right_check3: "membership.endBeforeStart",
  ticket_link_once: "link.alreadyThere",
  subtask_dates: "subtask.dueBeforeStart",
  subtask_of_finished_ticket: "ticket.workGoesOn",
  participant_contact: "participant.alreadyThere",
  participant_company: "participant.alreadyThere",
};

/** Text or times that PostgreSQL cannot hold: NUL, lone surrogates, the year 0. */
const UNSTORABLE = new Set(["22021", "22P05", "22P02", "22007", "22008", "22003"]);

type PostgresError = { code: string; constraint?: string };
const isPostgresError = (error: unknown): error is PostgresError => typeof error === "object" && error !== null && "code" in error && "severity" in error;

/** The error as a refusal where it is one; other errors unchanged. */
export function asRefusal(error: unknown): unknown {
  if (!isPostgresError(error)) return error;
  const known = error.constraint ? CONSTRAINTS[error.constraint] : undefined;
  if (known) return new Refusal(known);
  if (error.code === "23503") return new Refusal("record.unknownReference");
  if (UNSTORABLE.has(error.code)) return new Refusal("request.invalid");
  if (error.code === "55P03") return new Refusal("whatIf.busy");
  if (error.code === "57014") return new Refusal("server.tooSlow");
  return error;
}

/** Deadlock or serialization failure: the same command may go through when tried again. */
export const isWorthRetrying = (error: unknown): boolean => isPostgresError(error) && (error.code === "40001" || error.code === "40P01");
