/** What was changed, in the words of the screens: names of fields, states, settings and master data instead of keys and ids. */
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { listGroups, listPriorities, listQueues, listRoles, listServices, listStatuses } from "#contract/master-data.ts";
import { listAgents } from "#contract/session.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { SETTING_KEYS } from "#domain/settings/catalogue.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";

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
};

/** Ids of records that have no name. */
const NAMELESS = new Set(["articleId", "participantId", "tokenId", "id"]);

const isSetting = (key: string): boolean => (SETTING_KEYS as readonly string[]).includes(key);
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

export function useFieldWords(): { isNamed: (key: string) => boolean; label: (key: string) => string; value: (key: string, value: unknown) => ReactNode } {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const label = (key: string) => {
    const known = LABELS[key];
    return isSetting(key) ? t(`setting.${key}.label`) : known === undefined ? key : capital(t(known));
  };
  const word = (key: string, one: string): string => {
    const places = [`workspace.verb.${one}`, `workspace.state.${one}`, `workspace.role.scope.${one}`, `workspace.access.followUps.${one}`];
    const at = { verbs: 0, state: 1, scope: 2, followUp: 3 }[key];
    const place = at === undefined ? undefined : places[at];
    return names.get(one) ?? (place !== undefined && i18n.exists(place) ? t(place) : one);
  };
  const value = (key: string, given: unknown): ReactNode => {
    if (given === null || given === undefined || given === "") return isSetting(key) ? t("workspace.settings.isDefault") : "–";
    if (typeof given === "boolean") return t(given ? "workspace.settings.on" : "workspace.settings.off");
    if (typeof given === "number") return String(given);
    if (typeof given === "string") return instant.test(given) ? <DateTime at={given} as="exact" /> : word(key, given);
    if (Array.isArray(given) && given.every((one) => typeof one === "string")) return given.map((one) => word(key, one)).join(", ") || "–";
    return JSON.stringify(given, null, 1);
  };
  return { isNamed: (key) => !NAMELESS.has(key), label, value };
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
  const services = useAll(listServices);
  const groups = useAll(listGroups, access);
  const roles = useAll(listRoles, access);
  const agents = useAll(listAgents, { enabled: may("agent:read") });
  return useMemo(
    () =>
      new Map([
        ...[...(statuses.data?.items ?? []), ...(priorities.data?.items ?? [])].map(({ id, label }) => [id, label] as const),
        ...[...(queues.data ?? []), ...(services.data ?? []), ...(groups.data ?? []), ...(agents.data ?? [])].map(({ id, name }) => [id, name] as const),
        ...(roles.data ?? []).map((role) => [role.id, roleNameIn(t, role)] as const),
      ]),
    [t, statuses.data, priorities.data, queues.data, services.data, groups.data, roles.data, agents.data],
  );
}
