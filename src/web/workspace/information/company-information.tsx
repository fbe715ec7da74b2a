/** What is known about a company at a glance (OBO-15): its latest tickets, its people, its rights. */
import { Anchor, Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listCompanyRights } from "#contract/access.ts";
import type { CompanyView } from "#contract/company.ts";
import { listContacts } from "#contract/contact.ts";
import { Link } from "#web/ui/link.tsx";
import { useLevelsText } from "#web/workspace/access/levels.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { Card } from "./card.tsx";
import classes from "./information.module.css";
import { LatestTickets } from "./latest-tickets.tsx";

/** More are counted. */
const mostNamed = 5;

export function CompanyInformation({ company }: { company: CompanyView }) {
  const may = useMay();
  return (
    <>
      {may("ticket:read") && <LatestTickets whose={{ company: company.id }} />}
      {may("contact:read") && <People company={company} />}
      {may("access:read") && <Rights company={company} />}
    </>
  );
}

function People({ company }: { company: CompanyView }) {
  const { t } = useTranslation();
  const { data } = useEndpoint(listContacts, { query: { companyId: company.id, state: "active", limit: mostNamed } });
  return (
    <Card title={t("workspace.nav.contacts")} more={{ to: `/companies/${company.id}/contacts`, label: t("workspace.information.all") }}>
      {data === undefined ? (
        <Skeleton height={mostNamed * 28} />
      ) : data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("workspace.information.noPeople")}
        </Text>
      ) : (
        <ul className={classes.lines}>
          {data.items.map((contact) => (
            <li key={contact.id} className={classes.detail}>
              <Anchor component={Link} to={`/contacts/${contact.id}`} size="sm">
                {contact.name}
              </Anchor>
              <span>{contact.phone || contact.email}</span>
            </li>
          ))}
          {data.total > data.items.length && (
            <Text component="li" size="sm">
              {t("workspace.information.more", { count: data.total - data.items.length })}
            </Text>
          )}
        </ul>
      )}
    </Card>
  );
}

function Rights({ company }: { company: CompanyView }) {
  const { t } = useTranslation();
  const textOf = useLevelsText();
  const { data } = useEndpoint(listCompanyRights, { query: { limit: mostNamed }, params: { id: company.id } });
  return (
    <Card title={t("workspace.information.rights")} more={{ to: `/companies/${company.id}/access`, label: t("workspace.information.all") }}>
      {data === undefined ? (
        <Skeleton height={mostNamed * 28} />
      ) : data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("workspace.information.noRights")}
        </Text>
      ) : (
        <ul className={classes.lines}>
          {data.items.map(({ id, group, subject, rights }) => (
            <li key={id} className={classes.detail}>
              <Anchor component={Link} to={`/access/groups/${group.id}`} size="sm">
                {group.name}
              </Anchor>
              <span>
                {textOf(rights)}
                {typeof subject === "object" && "context" in subject && subject.context === "others" && ` · ${t("workspace.access.otherCompanies")}`}
              </span>
            </li>
          ))}
          {data.total > data.items.length && (
            <Text component="li" size="sm">
              {t("workspace.information.more", { count: data.total - data.items.length })}
            </Text>
          )}
        </ul>
      )}
    </Card>
  );
}
