/** Explanations as people read them: a sentence for the headline, for each check, gate and path, with origin and a way to change it. */
import type { ExplanationView, OriginView } from "#contract/access.ts";
import type { Access, DoorCheck, EffectiveMembership } from "#domain/access/effective-access.ts";
import type { Explanation } from "#domain/access/explain.ts";
import type { GateAnswer } from "#domain/access/explain-gates.ts";
import type { Instant, Origin, RightFact, RoleFact } from "#domain/access/facts.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import type { TicketVerb } from "#domain/access/verbs.ts";
import type { Way } from "#domain/access/way.ts";
import type { Language, Translate } from "#server/platform/i18n/translate.ts";
import type { TicketShown } from "./who-queries.ts";

export type Names = {
  agents: ReadonlyMap<string, string>;
  /** Of the contact's memberships. */
  companies: ReadonlyMap<string, string>;
  now: Instant;
  /** In which days count, of the companies in which the contact has a role for a time. */
  zones: ReadonlyMap<string, string>;
  contactId: string;
  contactName: string;
  language: Language;
  translate: Translate;
};

/** Where an origin can be changed, as an address of the workspace. */
function linkOf(origin: Origin, names: Names): string | null {
  switch (origin.kind) {
    case "contact":
      return `/workspace/contacts/${origin.id ?? names.contactId}`;
    case "membership":
      return `/workspace/contacts/${names.contactId}/memberships`;
    case "company":
      return origin.id && `/workspace/companies/${origin.id}`;
    case "groupRight":
      return origin.groupId === undefined ? "/workspace/access/groups" : `/workspace/access/groups/${origin.groupId}`;
    case "queue":
      // Without a group the queue itself is meant: that it is confidential.
      return origin.groupId === undefined ? `/workspace/access/queues?q=${encodeURIComponent(origin.name)}` : `/workspace/access/groups/${origin.groupId}`;
    case "project":
      return origin.id && `/workspace/projects/${origin.id}`;
    case "grant":
      return `/workspace/contacts/${names.contactId}/grants`;
    case "category":
      return `/workspace/access/categories?q=${encodeURIComponent(origin.name)}`;
    case "ticket":
      return origin.id && `/workspace/tickets/${origin.id}`;
    case "companySetting":
      return `/workspace/companies/${origin.id}/settings#${origin.settingKey}`;
    case "setting":
      return `/workspace/settings#${origin.id}`;
    default:
      return null;
  }
}

export const presentOrigin = (origin: Origin, names: Names): OriginView => ({
  kind: origin.kind,
  id: origin.id,
  name: origin.kind === "setting" ? names.translate(`setting.${origin.name}.label`) : origin.name,
  setBy: origin.setBy === null ? null : { id: origin.setBy, name: names.agents.get(origin.setBy) ?? names.translate("access.somebody") },
  since: origin.since === null ? null : new Date(origin.since).toISOString(),
  link: linkOf(origin, names),
});

/** Ids of the agents whose names an explanation needs. */
export const agentsIn = (explanation: Explanation): string[] => [
  ...new Set(
    [...explanation.door, ...explanation.gates, ...explanation.paths, ...explanation.paths.flatMap((path) => path.gates)]
      .map((part) => part.origin.setBy)
      .filter((id) => id !== null),
  ),
];

export function presentExplanation(explanation: Explanation, verbs: readonly TicketVerb[], ticket: TicketShown, names: Names): Omit<ExplanationView, "view"> {
  const gate = (answer: GateAnswer) => ({
    id: answer.id,
    open: answer.open,
    reason: answer.reason,
    sentence: gateSentence(answer, explanation.verb, names),
    origin: presentOrigin(answer.origin, names),
  });
  return {
    allowed: explanation.allowed,
    verb: explanation.verb,
    headline: headline(explanation, names),
    contact: { id: names.contactId, name: names.contactName },
    ticket,
    door: explanation.door.map((check) => ({
      id: check.id,
      open: check.open,
      reason: doorReason(check),
      sentence: doorSentence(check, names),
      origin: presentOrigin(check.origin, names),
    })),
    gates: explanation.gates.map(gate),
    paths: explanation.paths.map((path) => ({
      id: path.path,
      leads: path.leads,
      open: path.open,
      reason: path.reason,
      sentence: pathSentence(path, names),
      origin: presentOrigin(path.origin, names),
      gates: path.gates.map(gate),
    })),
    verbs: [...verbs],
    nearest: explanation.nearest,
    mergedIntoId: explanation.mergedIntoId,
  };
}

const doorReason = (check: DoorCheck): string => `${check.id}.${check.open ? "open" : "shut"}`;
const doorSentence = (check: DoorCheck, { translate, contactName }: Names): string =>
  translate(`access.door.${doorReason(check)}`, { contact: contactName, name: check.origin.name });

export const doorSentences = (access: Access, names: Names) =>
  access.door.checks.map((check) => ({ id: check.id, open: check.open, sentence: doorSentence(check, names) }));

function gateSentence(answer: GateAnswer, verb: TicketVerb, names: Names): string {
  const { translate } = names;
  const before = answer.before === undefined ? "" : dayText(answer.before, "UTC", names);
  return translate(`access.gate.${answer.reason}`, {
    name: answer.origin.name,
    before,
    contact: names.contactName,
    verb: translate(`access.verb.${verb}`),
    role: answer.membership ? roleText(answer.membership, names) : "",
    group: answer.group ?? "",
    level: answer.right ? levelText(answer.right, names) : "",
    whose: answer.right ? whoseText(answer.right, names) : "",
    project: answer.project?.name ?? "",
    task: answer.project?.taskName ? translate("access.task.named", { task: answer.project.taskName }) : translate("access.task.none"),
    tasks: answer.grant ? translate(`access.grant.tasks.${answer.grant.tasks}`) : "",
  });
}

const levelText = (right: RightFact, { translate }: Names): string =>
  right.edit
    ? translate("workspace.level.edit")
    : [...(right.read ? [translate("workspace.level.read")] : []), ...(right.create ? [translate("workspace.level.create")] : [])].join(" + ");

function whoseText({ subject }: RightFact, { translate, companies, contactName }: Names): string {
  switch (subject.kind) {
    case "contact":
      return contactName;
    case "company":
      return companies.get(subject.companyId) ?? "";
    default:
      return translate(`right.${subject.kind}`);
  }
}

const dayText = (day: Instant, timeZone: string, { language }: Names): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeZone }).format(day);

/** The role that holds; with one for a time that holds, is to come or has ended, since when or until when. */
function roleText({ role, lastingRole, roleForATime, company }: EffectiveMembership, names: Names): string {
  const { translate, now } = names;
  const nameOf = (one: RoleFact) => roleNameIn(translate, { id: one.roleId, name: one.name });
  if (roleForATime === null) return nameOf(role);
  const { from, until } = roleForATime;
  const zone = names.zones.get(company.companyId) ?? "UTC";
  if (from !== null && now < from)
    return translate("access.roleForATime.coming", { role: nameOf(role), other: nameOf(roleForATime.role), day: dayText(from, zone, names) });
  // The last moment at which it holds: the day before the midnight at which it ends.
  const day = dayText(until - 1, zone, names);
  return until <= now
    ? translate("access.roleForATime.ended", { role: nameOf(role), other: nameOf(roleForATime.role), day })
    : translate("access.roleForATime.holds", { role: nameOf(role), other: nameOf(lastingRole), day });
}

function pathSentence(path: Way, names: Names): string {
  const role = path.membership === null ? "" : roleText(path.membership, names);
  return names.translate(`access.path.${path.reason}`, { name: path.origin.name, role, contact: names.contactName, obstacle: obstacleText(path, names) });
}

const obstacleText = (path: Way, { translate }: Names): string => (path.membership?.obstacle ? translate(`access.obstacle.${path.membership.obstacle}`) : "");

function headline({ headline: line, verb }: Explanation, names: Names): string {
  const { translate } = names;
  if (line.kind === "allowed") return translate("access.headline.allowed", { verb: translate(`access.verb.${verb}`) });
  if (line.kind === "door") return translate("access.headline.no", { why: doorSentence(line.check, names) });
  if (line.kind === "gate") return translate("access.headline.no", { why: gateSentence(line.gate, verb, names) });
  if (line.kind === "path") return translate("access.headline.noWay", { why: pathSentence(line.path, names) });
  return translate("access.headline.no", { why: translate("access.headline.noPath", { contact: names.contactName }) });
}
