/** A company in a few numbers, each the way to what it counts, and its family. */
import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type CompanyView, getCompany, listCompanies } from "#contract/company.ts";
import { Link } from "#web/ui/link.tsx";
import { NumberLinks } from "#web/ui/number-links.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useTicketNumbers } from "#web/workspace/information/ticket-numbers.ts";
import { useMay } from "#web/workspace/session/session.ts";
import classes from "./company-facts.module.css";

/** As many of a family are named; the others are counted. */
const mostNamed = 5;

export function CompanyFacts({ company, people }: { company: CompanyView; people: number | null }) {
  const { t } = useTranslation();
  const may = useMay();
  const tickets = useTicketNumbers({ company: company.id });
  const contacts = { key: "people", to: `/companies/${company.id}/contacts`, count: people, atLeast: false };
  const numbers = [...(may("contact:read") ? [contacts] : []), ...tickets];
  return (
    <>
      <NumberLinks numbers={numbers.map((one) => ({ ...one, label: t(`workspace.company.fact.${one.key}`, { count: one.count ?? 0 }) }))} />
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
