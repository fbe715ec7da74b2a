/** A company in a few numbers, each the way to what it counts, and its family. */
import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type CompanyView, getCompany, listCompanies } from "#contract/company.ts";
import { listTickets } from "#contract/ticket.ts";
import { Link } from "#web/ui/link.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";
import classes from "./company-facts.module.css";

/** As many of a family are named; the others are counted. */
const mostNamed = 5;

export function CompanyFacts({ company, people }: { company: CompanyView; people: number | null }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const tickets = { enabled: may("ticket:read") };
  const open = useEndpoint(listTickets, { query: { company: [company.id], state: "open", limit: 1 } }, tickets);
  const closed = useEndpoint(listTickets, { query: { company: [company.id], state: "closed", limit: 1 } }, tickets);
  const facts = [
    { key: "people", to: `/companies/${company.id}/contacts`, count: people, atLeast: false, shown: may("contact:read") },
    {
      key: "openTickets",
      to: `/tickets?company=${company.id}`,
      count: open.data?.total ?? null,
      atLeast: open.data?.totalIsLowerBound === true,
      shown: may("ticket:read"),
    },
    {
      key: "closedTickets",
      to: `/tickets?company=${company.id}&state=closed`,
      count: closed.data?.total ?? null,
      atLeast: closed.data?.totalIsLowerBound === true,
      shown: may("ticket:read"),
    },
  ].filter((fact) => fact.shown);
  return (
    <>
      <div className={classes.facts}>
        {facts.map((fact) => (
          <Link key={fact.key} to={fact.to} className={classes.fact}>
            <strong className="pf-number">{fact.count === null ? "…" : `${formats.number(fact.count)}${fact.atLeast ? "+" : ""}`}</strong>
            <span>{t(`workspace.company.fact.${fact.key}`, { count: fact.count ?? 0 })}</span>
          </Link>
        ))}
      </div>
      <Family company={company} />
    </>
  );
}

/** The parent above and the companies below; nothing where a company stands alone. */
function Family({ company }: { company: CompanyView }) {
  const { t } = useTranslation();
  const parent = useEndpoint(getCompany, { params: { id: company.parentId ?? "" } }, { enabled: company.parentId !== null });
  const below = useEndpoint(listCompanies, { query: { parentId: company.id, limit: mostNamed } });
  const children = below.data?.items ?? [];
  const more = (below.data?.total ?? 0) - children.length;
  if (company.parentId === null && children.length === 0) return null;
  return (
    <dl className={classes.family}>
      {company.parentId !== null && (
        <>
          <dt>{t("workspace.company.parentId")}</dt>
          <dd>
            <Anchor component={Link} to={`/companies/${company.parentId}`}>
              {parent.data?.name ?? "…"}
            </Anchor>
          </dd>
        </>
      )}
      {children.length > 0 && (
        <>
          <dt>{t("workspace.company.subsidiaries")}</dt>
          <dd>
            {children.map((child) => (
              <Anchor key={child.id} component={Link} to={`/companies/${child.id}`}>
                {child.name}
              </Anchor>
            ))}
            {more > 0 && (
              <Text component={Link} to={`/companies?parent=${company.id}`} size="sm" c="dimmed">
                {t("workspace.company.moreBelow", { count: more })}
              </Text>
            )}
          </dd>
        </>
      )}
    </dl>
  );
}
