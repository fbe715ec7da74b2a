/** A company in three numbers, each the way to what it counts. */
import { useTranslation } from "react-i18next";
import { type CompanyView, listCompanies } from "#contract/company.ts";
import { listTickets } from "#contract/ticket.ts";
import { Link } from "#web/ui/link.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";
import classes from "./company-facts.module.css";

export function CompanyFacts({ company, people }: { company: CompanyView; people: number | null }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const tickets = useEndpoint(listTickets, { query: { company: [company.id], state: "open", limit: 1 } }, { enabled: may("ticket:read") });
  const below = useEndpoint(listCompanies, { query: { parentId: company.id, limit: 1 } });
  const facts = [
    { key: "people", to: `/companies/${company.id}/contacts`, count: people },
    { key: "openTickets", to: `/tickets?company=${company.id}`, count: tickets.data?.total ?? null },
    { key: "below", to: `/companies?parent=${company.id}`, count: below.data?.total ?? null },
  ];
  return (
    <div className={classes.facts}>
      {facts.map((fact) => (
        <Link key={fact.key} to={fact.to} className={classes.fact}>
          <strong className="pf-number">{fact.count === null ? "…" : formats.number(fact.count)}</strong>
          <span>{t(`workspace.company.fact.${fact.key}`, { count: fact.count ?? 0 })}</span>
        </Link>
      ))}
    </div>
  );
}
