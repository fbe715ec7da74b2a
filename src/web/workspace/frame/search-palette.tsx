/** Ctrl-K: finds any company, contact and ticket by name or number, and leads to every page. */
import "@mantine/spotlight/styles.css";
import { Group, Loader, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { IconArrowRight, IconBuilding, IconHelpHexagon, IconPlus, IconSearch, IconTicket, IconUser } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { listCompanies } from "#contract/company.ts";
import { listContacts } from "#contract/contact.ts";
import { listTickets } from "#contract/ticket.ts";
import { useUi } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { PLACES } from "./navigation.tsx";

type Hit = { to: string; label: string; detail?: string; number?: string; icon: ReactNode };

const iconProps = { size: 18, stroke: 1.7, "aria-hidden": true } as const;

export function SearchPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 150);
  const records = useRecords(opened ? q : "");
  const pages = usePages(typed.trim());
  const close = () => {
    setTyped("");
    onClose();
  };
  const nothing = q !== "" && !records.busy && records.groups.every((group) => group.hits.length === 0) && pages.length === 0;
  return (
    <Spotlight.Root
      forceOpened={opened}
      onSpotlightClose={close}
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
      scrollable
      maxHeight={440}
      size="lg"
      radius="lg"
      closeOnActionTrigger={false}
      attributes={{ content: { "aria-label": t("workspace.search.open") } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
    >
      <Spotlight.Search
        placeholder={t("workspace.search.placeholder")}
        aria-label={t("workspace.search.open")}
        leftSection={<IconSearch {...iconProps} />}
        rightSection={records.busy ? <Loader size={16} /> : null}
      />
      <Spotlight.ActionsList aria-live="polite">
        {records.groups.map((group) => group.hits.length > 0 && <HitGroup key={group.label} label={group.label} hits={group.hits} onGo={close} />)}
        {pages.length > 0 && <HitGroup label={t("workspace.search.goTo")} hits={pages} onGo={close} />}
        {nothing && (
          <Spotlight.Empty>
            <Text size="sm">{t("workspace.search.nothing", { q })}</Text>
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function HitGroup({ label, hits, onGo }: { label: string; hits: readonly Hit[]; onGo: () => void }) {
  const { navigation } = useUi();
  return (
    <Spotlight.ActionsGroup label={label}>
      {hits.map((hit) => (
        <Spotlight.Action
          key={hit.to}
          onClick={() => {
            onGo();
            navigation.push(hit.to);
          }}
        >
          <Group gap="sm" wrap="nowrap" w="100%">
            {hit.icon}
            <div style={{ minWidth: 0, flex: 1 }}>
              <Text truncate>{hit.label}</Text>
              {hit.detail !== undefined && (
                <Text size="xs" c="dimmed" truncate>
                  {hit.detail}
                </Text>
              )}
            </div>
            {hit.number !== undefined && (
              <Text size="xs" c="dimmed" className="pf-number">
                {hit.number}
              </Text>
            )}
          </Group>
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
}

function useRecords(q: string) {
  const { t } = useTranslation();
  const may = useMay();
  const query = { q, limit: 5 };
  const options = (permission: Parameters<typeof may>[0]) => ({ enabled: q !== "" && may(permission), keepPrevious: true });
  const companies = useEndpoint(listCompanies, { query }, options("company:read"));
  const contacts = useEndpoint(listContacts, { query }, options("contact:read"));
  const tickets = useEndpoint(listTickets, { query }, options("ticket:read"));
  const groups: { label: string; hits: Hit[] }[] =
    q === ""
      ? []
      : [
          {
            label: t("workspace.nav.tickets"),
            hits: (tickets.data?.items ?? []).map((ticket) => ({
              to: `/tickets/${ticket.id}`,
              label: ticket.subject,
              detail: [ticket.statusLabel, ticket.companyName, ticket.contactName].filter(Boolean).join(" · "),
              number: `#${ticket.number}`,
              icon: <IconTicket {...iconProps} />,
            })),
          },
          {
            label: t("workspace.nav.companies"),
            hits: (companies.data?.items ?? []).map((company) => ({
              to: `/companies/${company.id}`,
              label: company.name,
              ...(company.city === "" ? {} : { detail: company.city }),
              number: company.number,
              icon: <IconBuilding {...iconProps} />,
            })),
          },
          {
            label: t("workspace.nav.contacts"),
            hits: (contacts.data?.items ?? []).map((contact) => ({
              to: `/contacts/${contact.id}`,
              label: contact.name,
              detail: [contact.email, ...contact.companies.map((company) => company.name)].filter(Boolean).join(" · "),
              icon: <IconUser {...iconProps} />,
            })),
          },
        ];
  return { groups, busy: q !== "" && (companies.isFetching || contacts.isFetching || tickets.isFetching) };
}

function usePages(typed: string): Hit[] {
  const { t } = useTranslation();
  const may = useMay();
  const hits: Hit[] = [
    ...(may("ticket:write") ? [{ to: "/tickets/new", label: t("workspace.ticket.new"), icon: <IconPlus {...iconProps} /> }] : []),
    ...(may("contact:write") ? [{ to: "/contacts/new", label: t("workspace.contact.new"), icon: <IconPlus {...iconProps} /> }] : []),
    ...(may("company:write") ? [{ to: "/companies/new", label: t("workspace.company.new"), icon: <IconPlus {...iconProps} /> }] : []),
    ...(may("access:read")
      ? [
          { to: "/access/why", label: t("workspace.access.whyTitle"), icon: <IconHelpHexagon {...iconProps} /> },
          { to: "/access/who", label: t("workspace.access.whoTitle"), icon: <IconHelpHexagon {...iconProps} /> },
        ]
      : []),
    ...PLACES.flat()
      .filter((place) => may(place.permission))
      .map((place) => ({ to: place.to, label: t(place.key), icon: <IconArrowRight {...iconProps} /> })),
  ];
  const wanted = typed.toLocaleLowerCase();
  return hits.filter((hit) => hit.label.toLocaleLowerCase().includes(wanted));
}
