/** What is wrong with each field of a form; some refusals are about one field, though the server names none. */
import { ApiProblem, type ProblemCode } from "#web/client/call.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";

const paths: Partial<Record<ProblemCode, string>> = {
  "company.numberTaken": "number",
  "company.ownParent": "parentId",
  "contact.loginTaken": "login",
  "agent.loginTaken": "login",
  "group.nameTaken": "name",
  "queue.nameTaken": "name",
  "role.nameTaken": "name",
  "service.nameTaken": "name",
  "membership.endBeforeStart": "until",
  "membership.roleEndBeforeStart": "roleForATime.until",
  "membership.sameRole": "roleForATime.roleId",
  "subtask.dueBeforeStart": "dueOn",
  "password.wrongCurrent": "current",
};

export function fieldErrors(error: unknown): Record<string, string> {
  const path = error instanceof ApiProblem ? paths[error.code] : undefined;
  return path === undefined ? fieldTexts(error) : { [path]: problemText(error) };
}
