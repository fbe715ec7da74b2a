/** What was changed, in the words of the screens: names of fields, states, settings and master data instead of keys and ids. */
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { listCategories } from "#contract/category.ts";
import { listGroups, listPriorities, listQueues, listRoles, listServices, listStatuses } from "#contract/master-data.ts";
import { listAgents } from "#contract/session.ts";
import { listTags } from "#contract/tag.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { SETTING_KEYS } from "#domain/settings/catalogue.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useOwnFields, useValueText } from "#web/workspace/own-fields/use-own-fields.ts";
import { useMay } from "#web/workspace/session/session.ts";
import type { AuditEvent } from "./actor.tsx";
import { CompanyName, ContactName, ProjectName, TaskNames } from "./record-names.tsx";
import { areSteps, StepLines } from "./step-lines.tsx";

/** Where a field is named on a screen. */
const LABELS: Readonly<Record<string, string>> = {
  state: "workspace.record.state",
  name: "workspace.company.name",
  comment: "workspace.access.comment",
  number: "workspace.company.number",
  portalEnabled: "workspace.company.portal",
  parentId: "workspace.company.parentId",
  classification: "workspace.company.classification",
  territory: "workspace.company.territory",
  shippingAddress: "workspace.company.shippingAddress",
  billingAddress: "workspace.company.billingAddress",
  street: "workspace.person.street",
  city: "workspace.person.city",
  country: "workspace.person.country",
  language: "ui.language",
  timeZone: "workspace.company.timeZone",
  firstName: "workspace.person.firstName",
  lastName: "workspace.person.lastName",
  email: "workspace.person.email",
  phone: "workspace.person.phone",
  mobile: "workspace.person.mobile",
  fax: "workspace.person.fax",
  login: "workspace.contact.login",
  administrator: "workspace.agent.administrator",
  permissions: "workspace.agent.permissions",
  rights: "workspace.agent.rights",
  statusId: "workspace.ticket.status",
  statusIds: "workspace.status.order",
  statusType: "workspace.status.typeOf",
  pendingUntil: "workspace.waits.until",
  isDefaultOfType: "workspace.status.makeDefault",
  locks: "workspace.status.does.locks",
  commentRequired: "workspace.status.does.commentRequired",
  assigns: "workspace.status.does.assigns",
  verdict: "workspace.status.verdictOf",
  closesToId: "workspace.status.closesToOf",
  labels: "workspace.status.labels",
  steps: "workspace.step.one",
  template: "workspace.status.templateOne",
  priorityId: "workspace.ticket.priority",
  assigneeId: "workspace.ticket.assignee",
  queueId: "workspace.ticket.queue",
  serviceId: "workspace.ticket.service",
  companyId: "workspace.ticket.company",
  contactId: "workspace.ticket.contact",
  groupId: "workspace.access.group",
  subject: "workspace.ticket.subject",
  confidential: "workspace.why.gate.confidential",
  followUp: "workspace.access.followUp",
  roleId: "workspace.membership.role",
  roleForATime: "workspace.roleForATime.label",
  primary: "workspace.membership.primary",
  carriesGroupRights: "workspace.membership.carriesGroupRights",
  keepsOwnTickets: "workspace.membership.keepsOwnTickets",
  seesSince: "workspace.membership.seesSince",
  from: "workspace.membership.from",
  until: "workspace.membership.until",
  read: "workspace.level.read",
  create: "workspace.level.create",
  edit: "workspace.level.edit",
  otherCompanies: "workspace.access.otherCompanies",
  scope: "workspace.effective.sees",
  verbs: "workspace.effective.may",
  createForSubsidiaries: "workspace.role.createForSubsidiaries",
  managesPeople: "workspace.role.managesPeople",
  desk: "workspace.role.desk",
  assignableByManager: "workspace.role.assignableByManager",
  level: "workspace.effective.may",
  memberIds: "workspace.project.members",
  tasks: "workspace.grant.covers",
  coveredTaskIds: "workspace.project.tasks",
  readOnly: "workspace.grant.readOnly",
  hours: "setting.view.hours.label",
  task: "workspace.task.name",
  projectId: "workspace.ticket.project",
  primaryProject: "workspace.ticket.primaryProject",
  secondaryProjects: "workspace.ticket.secondaryProjects",
  categoryIds: "workspace.ticket.categories",
  link: "workspace.link.one",
  linkedTo: "workspace.link.linkedTo",
  merged: "workspace.merge.merged",
  mergedInto: "workspace.merge.mergedInto",
  subtask: "workspace.subtask.one",
  startsOn: "workspace.subtask.startsOn",
  dueOn: "workspace.subtask.dueOn",
  plannedMinutes: "workspace.subtask.plannedMinutes",
  dueAt: "workspace.ticket.due",
  tagIds: "workspace.ticket.tags",
  customerReference: "workspace.ticket.reference",
  options: "workspace.ownField.options",
  shownToContacts: "workspace.ownField.show",
  ownFieldIds: "workspace.ownField.many",
  key: "workspace.ownField.key",
  type: "workspace.ownField.typeOf",
};

/** Events of a project call what lies above a task as those of a company call what lies above it, and tell of a grant's tickets as those of a role. */
const LABELS_OF_PROJECTS: Readonly<Record<string, string>> = {
  name: "workspace.project.name",
  number: "workspace.project.number",
  parentId: "workspace.task.below",
  scope: "workspace.grant.scope",
};

/** Ids of records that have no name. */
const NAMELESS = new Set(["articleId", "participantId", "tokenId", "grantId", "taskId", "subtaskId", "id"]);

const isSetting = (key: string): boolean => (SETTING_KEYS as readonly string[]).includes(key);
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Of a field that is not there any more the value is told as it stands. */
const unknownField = { type: "text" as const, options: [] };
const areOptions = (key: string, given: unknown): given is { label: string }[] => key === "options" && Array.isArray(given);

type FieldWords = { isNamed: (key: string) => boolean; label: (key: string) => string; value: (key: string, value: unknown) => ReactNode };

/** `subject`: what the event is about; the same key is another field of a company than of a project. */
export function useFieldWords(subject: AuditEvent["subject"]): FieldWords {
  const { t } = useTranslation();
  const names = useNames();
  const ownFields = useOwnFields();
  const valueText = useValueText();
  const ownOf = (key: string) =>
    key.startsWith("own:") ? (ownFields.find((field) => `own:${field.key}` === key) ?? { ...unknownField, label: key.slice(4) }) : null;
  const ofProject = subject.kind === "project" ? subject.id : null;
  const label = (key: string) => {
    const own = ownOf(key);
    if (own) return own.label;
    const known = (ofProject === null ? undefined : LABELS_OF_PROJECTS[key]) ?? LABELS[key];
    return isSetting(key) ? t(`setting.${key}.label`) : known === undefined ? key : capital(t(known));
  };
  const word = useWord(names);
  const value = (key: string, given: unknown): ReactNode => {
    if (given === null || given === undefined || given === "") return isSetting(key) ? t("workspace.settings.isDefault") : "–";
    const own = ownOf(key);
    if (own) return valueText(own, given);
    if (areOptions(key, given)) return given.map((option) => option.label).join(", ") || "–";
    if (typeof given === "boolean") return t(given ? "workspace.settings.on" : "workspace.settings.off");
    if (typeof given === "number") return String(given);
    if (isRoleForATime(given)) return <RoleForATime name={word("roleId", given.roleId)} from={given.from} until={given.until} />;
    if (areSteps(given)) return <StepLines steps={given} nameOf={(id) => word("statusId", id)} />;
    if (key === "labels" && typeof given === "object") return Object.values(given).join(", ");
    const record = recordName(key, given, ofProject);
    if (record !== null) return record;
    if (typeof given === "string") return instant.test(given) ? <DateTime at={given} as="exact" /> : word(key, given);
    if (Array.isArray(given) && given.every((one) => typeof one === "string")) return given.map((one) => word(key, one)).join(", ") || "–";
    return JSON.stringify(given, null, 1);
  };
  return { isNamed: (key) => !NAMELESS.has(key), label, value };
}

/** A word that one of a few stands for, or the name that an id has. */
function useWord(names: ReadonlyMap<string, string>): (key: string, one: string) => string {
  const { t, i18n } = useTranslation();
  return (key, one) => {
    const places: Readonly<Record<string, readonly string[]>> = {
      verbs: [`workspace.verb.${one}`],
      state: [`workspace.state.${one}`, `workspace.subtask.state.${one}`],
      scope: [`workspace.role.scope.${one}`, `workspace.grant.scope.${one}`],
      followUp: [`workspace.access.followUps.${one}`],
      tasks: [`workspace.grant.tasks.${one}`],
      link: [`workspace.link.side.${one}`],
      statusType: [`workspace.status.type.${one}`],
      verdict: [`workspace.status.verdict.${one}`],
      template: [`workspace.status.templates.${one}`],
      type: [`workspace.ownField.type.${one}`],
    };
    const place = (isSetting(key) ? [`setting.${key}.option.${one}`] : (places[key] ?? [])).find((candidate) => i18n.exists(candidate));
    return names.get(one) ?? (place === undefined ? one : t(place));
  };
}

const isPair = (one: unknown): one is { projectId: string; taskId?: string | null } => typeof one === "object" && one !== null && "projectId" in one;

type RoleForATimeTold = { roleId: string; from: string | null; until: string };
const isRoleForATime = (one: unknown): one is RoleForATimeTold => typeof one === "object" && one !== null && "roleId" in one && "until" in one;

function RoleForATime({ name, from, until }: { name: string } & Omit<RoleForATimeTold, "roleId">) {
  const { t } = useTranslation();
  return (
    <>
      {name}
      {from !== null && (
        <div>
          {t("workspace.membership.from")} <DateTime at={from} as="exact" />
        </div>
      )}
      <div>
        {t("workspace.roleForATime.end")} <DateTime at={until} as="exact" />
      </div>
    </>
  );
}

/** Null: it names no record that has to be asked for. `ofProject`: whose tasks are meant. */
function recordName(key: string, given: unknown, ofProject: string | null): ReactNode {
  if (typeof given === "string") {
    if (key === "companyId") return <CompanyName id={given} />;
    if (key === "contactId") return <ContactName id={given} />;
    if (key === "projectId") return <ProjectName id={given} />;
    if (key === "parentId") return ofProject === null ? <CompanyName id={given} /> : <TaskNames projectId={ofProject} ids={[given]} />;
  }
  if (isPair(given)) return <ProjectName id={given.projectId} taskId={given.taskId} />;
  if (!Array.isArray(given) || given.length === 0) return null;
  if (given.every(isPair))
    return given.map((pair) => (
      <div key={`${pair.projectId} ${pair.taskId}`}>
        <ProjectName id={pair.projectId} taskId={pair.taskId} />
      </div>
    ));
  return ofProject !== null && (key === "tasks" || key === "coveredTaskIds") ? <TaskNames projectId={ofProject} ids={given.map(String)} /> : null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the ids of master data and agents are called. */
function useNames(): ReadonlyMap<string, string> {
  const { t } = useTranslation();
  const may = useMay();
  const statuses = useEndpoint(listStatuses, {}, { staleMilliseconds: 300_000 });
  const priorities = useEndpoint(listPriorities, {}, { staleMilliseconds: 300_000 });
  const access = { enabled: may("access:read") };
  const queues = useAll(listQueues);
  const categories = useAll(listCategories);
  const tags = useAll(listTags, { query: { state: "all" } });
  const services = useAll(listServices);
  const groups = useAll(listGroups, access);
  const roles = useAll(listRoles, access);
  const ownFields = useOwnFields();
  const agents = useAll(listAgents, { enabled: may("agent:read") });
  return useMemo(
    () =>
      new Map([
        ...[...(statuses.data?.items ?? []), ...(priorities.data?.items ?? [])].map(({ id, label }) => [id, label] as const),
        ...[
          ...(queues.data ?? []),
          ...(categories.data ?? []),
          ...(tags.data ?? []),
          ...(services.data ?? []),
          ...(groups.data ?? []),
          ...(agents.data ?? []),
        ].map(({ id, name }) => [id, name] as const),
        ...ownFields.map(({ id, label }) => [id, label] as const),
        ...(roles.data ?? []).map((role) => [role.id, roleNameIn(t, role)] as const),
      ]),
    [t, statuses.data, priorities.data, queues.data, categories.data, tags.data, services.data, groups.data, ownFields, roles.data, agents.data],
  );
}
