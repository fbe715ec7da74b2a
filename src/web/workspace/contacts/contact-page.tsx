/** One contact: everything about this person is reached by the tabs. */
import { Button, Group, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, getContact } from "#contract/contact.ts";
import { useAddress } from "#web/client/address.ts";
import { Link } from "#web/ui/link.tsx";
import { NumberLinks } from "#web/ui/number-links.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { PageTabs } from "#web/workspace/frame/page-tabs.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { usePathId } from "#web/workspace/frame/use-path-id.ts";
import { Beside } from "#web/workspace/information/card.tsx";
import { ContactInformation } from "#web/workspace/information/contact-information.tsx";
import { useTicketNumbers } from "#web/workspace/information/ticket-numbers.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { ContactProfile } from "./contact-profile.tsx";
import { ContactStateMenu } from "./contact-state-menu.tsx";

// Each part is loaded with its tab: nobody pays for the matrix who reads a telephone number.
const AuditList = lazy(() => import("#web/workspace/audit/audit-list.tsx").then((module) => ({ default: module.AuditList })));
const AssignGrants = lazy(() => import("#web/workspace/grants/assign-grants.tsx").then((module) => ({ default: module.AssignGrants })));
const AssignMemberships = lazy(() => import("./assign-memberships.tsx").then((module) => ({ default: module.AssignMemberships })));
const ContactAccess = lazy(() => import("./contact-access.tsx").then((module) => ({ default: module.ContactAccess })));
const ContactSettings = lazy(() => import("./contact-settings.tsx").then((module) => ({ default: module.ContactSettings })));
const ContactTickets = lazy(() => import("./contact-tickets.tsx").then((module) => ({ default: module.ContactTickets })));
const Memberships = lazy(() => import("./memberships.tsx").then((module) => ({ default: module.Memberships })));
const SignIn = lazy(() => import("./sign-in.tsx").then((module) => ({ default: module.SignIn })));

/** Pages that belong to a tab. */
const partOf: Readonly<Record<string, string>> = { assign: "memberships", grants: "access" };

export function ContactPage() {
  const { t } = useTranslation();
  const id = usePathId();
  const contact = useEndpoint(getContact, { params: { id } });
  useCrumbs({ label: t("workspace.nav.contacts"), to: "/contacts" }, { label: contact.data?.name ?? "" });
  if (contact.error !== null) return <PageProblem error={contact.error} onRetry={() => void contact.refetch()} />;
  if (contact.data === undefined) return <Skeleton height={320} />;
  return <LoadedContact key={id} contact={contact.data} />;
}

function LoadedContact({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const may = useMay();
  const [address] = useAddress();
  const params = useParams({ strict: false }) as { tab?: string };
  const tab = params.tab ?? address.tab ?? "profile";
  const base = `/contacts/${contact.id}`;
  const primary = contact.memberships.find((membership) => membership.primary) ?? contact.memberships[0];
  const tabs = [
    { key: "profile", to: base, label: t("workspace.contact.profile"), shown: true },
    { key: "sign-in", to: `${base}/sign-in`, label: t("workspace.contact.signIn"), shown: true },
    { key: "memberships", to: `${base}/memberships`, label: t("workspace.contact.memberships"), count: String(contact.memberships.length), shown: true },
    { key: "access", to: `${base}/access`, label: t("workspace.nav.access"), shown: may("access:read") },
    { key: "tickets", to: `${base}/tickets`, label: t("workspace.nav.tickets"), shown: may("ticket:read") },
    { key: "settings", to: `${base}/settings`, label: t("workspace.contact.settings"), shown: true },
    { key: "log", to: `${base}/log`, label: t("workspace.record.log"), shown: may("audit:read") },
  ].filter((one) => one.shown);
  return (
    <>
      <PageHeader
        title={contact.name}
        actions={
          <>
            {may("ticket:write") && (
              <Button
                component={Link}
                to={`/tickets/new?contact=${contact.id}${primary ? `&company=${primary.company.id}` : ""}`}
                leftSection={<IconPlus size={16} aria-hidden />}
                variant="default"
              >
                {t("workspace.ticket.new")}
              </Button>
            )}
            {contact.can.includes("changeAccess") && <ContactStateMenu contact={contact} />}
          </>
        }
        below={
          <Group gap="sm">
            <RecordState state={contact.state} />
            {primary !== undefined && <Link to={`/companies/${primary.company.id}`}>{primary.company.name}</Link>}
            {contact.email !== "" && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
          </Group>
        }
      />
      <PageTabs label={t("workspace.contact.tabs")} tabs={tabs} current={tabs.find((one) => one.key === (partOf[tab] ?? tab))?.to ?? base} />
      <Suspense fallback={<Skeleton height={320} />}>
        {tab === "sign-in" ? (
          <SignIn contact={contact} />
        ) : tab === "memberships" ? (
          <Memberships contact={contact} />
        ) : tab === "assign" ? (
          <AssignMemberships side="contact" id={contact.id} name={contact.name} />
        ) : tab === "grants" ? (
          <AssignGrants of={{ contact }} />
        ) : tab === "access" ? (
          <ContactAccess contact={contact} />
        ) : tab === "tickets" ? (
          <ContactTickets contact={contact} />
        ) : tab === "settings" ? (
          <ContactSettings contact={contact} />
        ) : tab === "log" ? (
          <AuditList query={{ contact: contact.id }} />
        ) : (
          <Beside label={t("workspace.information.label")} aside={<ContactInformation contact={contact} />}>
            <ContactNumbers contact={contact} />
            <ContactProfile contact={contact} />
          </Beside>
        )}
      </Suspense>
    </>
  );
}

/** Of the tickets that the contact wrote. */
function ContactNumbers({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const numbers = useTicketNumbers({ contact: contact.id });
  return <NumberLinks numbers={numbers.map((one) => ({ ...one, label: t(`workspace.company.fact.${one.key}`, { count: one.count ?? 0 }) }))} />;
}
