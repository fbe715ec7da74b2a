/** What the search finds: records by the server, and what the workspace itself can do and show. */
import { IconArrowRight, IconBuilding, IconFolders, IconHelpHexagon, IconPlus, IconSettings, IconTicket, IconUser } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { listCompanies } from "#contract/company.ts";
import { listContacts } from "#contract/contact.ts";
import type { ListOf } from "#contract/fields.ts";
import { listProjects } from "#contract/project.ts";
import { listTickets } from "#contract/ticket.ts";
import type { AgentPermission } from "#domain/agent-permissions.ts";
import { SETTING_KEYS } from "#domain/settings/catalogue.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { PLACES } from "./navigation.tsx";
import { type RecentKind, readRecent } from "./recent.ts";

export type Hit = { to: string; label: string; detail?: string; number?: string; icon: ReactNode };
/** `all`: the list with everything that was found. */
export type HitGroup = { key: string; label: string; hits: Hit[]; all?: { to: string; total: number; atLeast: boolean } | undefined };

/** Of each kind; the others are behind "show all". */
const mostOfAKind = 5;

const icon = { size: 18, stroke: 1.7, "aria-hidden": true } as const;
const recordIcons: Readonly<Record<RecentKind, ReactNode>> = {
  ticket: <IconTicket {...icon} />,
  company: <IconBuilding {...icon} />,
  contact: <IconUser {...icon} />,
  project: <IconFolders {...icon} />,
};

const contains = (label: string, wanted: string): boolean =>
  wanted
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => label.toLocaleLowerCase().includes(word));

export function useRecordHits(q: string): { groups: HitGroup[]; busy: boolean } {
  const { t } = useTranslation();
  const may = useMay();
  const query = { q, limit: mostOfAKind };
  const options = (permission: AgentPermission) => ({ enabled: q !== "" && may(permission), keepPrevious: true });
  const companies = useEndpoint(listCompanies, { query }, options("company:read"));
  const contacts = useEndpoint(listContacts, { query }, options("contact:read"));
  const projects = useEndpoint(listProjects, { query }, options("company:read"));
  const tickets = useEndpoint(listTickets, { query }, options("ticket:read"));
  if (q === "") return { groups: [], busy: false };
  const group = <Item,>(key: string, page: ListOf<Item> | undefined, to: string, hit: (item: Item) => Hit): HitGroup => ({
    key,
    label: t(`workspace.nav.${key}`),
    hits: (page?.items ?? []).slice(0, mostOfAKind).map(hit),
    all: page !== undefined && page.total > mostOfAKind ? { to, total: page.total, atLeast: page.totalIsLowerBound === true } : undefined,
  });
  const words = encodeURIComponent(q);
  const groups = [
    group("tickets", tickets.data, `/tickets?state=all&q=${words}`, (ticket) => ({
      to: `/tickets/${ticket.id}`,
      label: ticket.subject,
      detail: [ticket.statusLabel, ticket.companyName, ticket.contactName].filter(Boolean).join(" · "),
      number: `#${ticket.number}`,
      icon: recordIcons.ticket,
    })),
    group("companies", companies.data, `/companies?q=${words}`, (company) => ({
      to: `/companies/${company.id}`,
      label: company.name,
      ...(company.city === "" ? {} : { detail: company.city }),
      number: `#${company.number}`,
      icon: recordIcons.company,
    })),
    group("contacts", contacts.data, `/contacts?q=${words}`, (contact) => ({
      to: `/contacts/${contact.id}`,
      label: contact.name,
      detail: [contact.email, ...contact.companies.map((company) => company.name)].filter(Boolean).join(" · "),
      icon: recordIcons.contact,
    })),
    group("projects", projects.data, `/projects?q=${words}`, (project) => ({
      to: `/projects/${project.id}`,
      label: project.name,
      detail: project.company?.name ?? t("workspace.project.internal"),
      number: project.number,
      icon: recordIcons.project,
    })),
  ];
  return { groups, busy: companies.isFetching || contacts.isFetching || projects.isFetching || tickets.isFetching };
}

/** What is here without asking anybody: what was opened last, what can be done, settings, pages. */
export function useOwnHits(typed: string): HitGroup[] {
  const { t } = useTranslation();
  const may = useMay();
  const { agentId } = useSession();
  const create = (permission: AgentPermission, to: string, label: string): Hit[] =>
    may(permission) ? [{ to, label: t(label), icon: <IconPlus {...icon} /> }] : [];
  const ask = (to: string, label: string): Hit[] => (may("access:read") ? [{ to, label: t(label), icon: <IconHelpHexagon {...icon} /> }] : []);
  const actions = [
    ...create("ticket:write", "/tickets/new", "workspace.ticket.new"),
    ...create("company:write", "/companies/new", "workspace.company.new"),
    ...create("contact:write", "/contacts/new", "workspace.contact.new"),
    ...ask("/access/why", "workspace.access.whyTitle"),
    ...ask("/access/who", "workspace.access.whoTitle"),
  ];
  const pages = PLACES.flat()
    .filter((place) => may(place.permission))
    .map((place): Hit => ({ to: place.to, label: t(place.key), icon: <IconArrowRight {...icon} /> }));
  const settings =
    typed.length < 2 || !may("setting:read")
      ? []
      : SETTING_KEYS.map((key): Hit => ({ to: `/settings#${key}`, label: t(`setting.${key}.label`), detail: key, icon: <IconSettings {...icon} /> }));
  const found = (hits: Hit[]) => hits.filter((hit) => contains(`${hit.label} ${hit.detail ?? ""}`, typed));
  const foundSettings = found(settings);
  const recent = typed === "" ? readRecent(agentId).map(({ kind, ...hit }): Hit => ({ ...hit, icon: recordIcons[kind] })) : [];
  return [
    { key: "recent", label: t("workspace.search.recent"), hits: recent },
    { key: "actions", label: t("workspace.search.actions"), hits: found(actions) },
    {
      key: "settings",
      label: t("workspace.nav.settings"),
      hits: foundSettings.slice(0, mostOfAKind),
      all: foundSettings.length > mostOfAKind ? { to: "/settings", total: foundSettings.length, atLeast: false } : undefined,
    },
    { key: "pages", label: t("workspace.search.goTo"), hits: found(pages) },
  ];
}
