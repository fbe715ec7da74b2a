/** A company from the side: what it is, and how much there is of it. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CompanyView } from "#contract/company.ts";
import { listContacts } from "#contract/contact.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { Peek, PeekFact, PeekFacts } from "#web/ui/peek.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { BAR_HEIGHT } from "#web/workspace/frame/bar-height.ts";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { CompanyFacts } from "./company-facts.tsx";

export function CompanyPeek({ company, keys, onChange }: { company: CompanyView; keys: readonly string[]; onChange: (key: string | null) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const people = useEndpoint(listContacts, { query: { companyId: company.id, limit: 1 } }, { enabled: may("contact:read") });
  const address = [company.street, [company.zip, company.city].filter(Boolean).join(" "), company.country].filter(Boolean).join(", ");
  return (
    <Peek
      label={t("workspace.peek.company")}
      title={company.name}
      above={`#${company.number}`}
      to={`/companies/${company.id}`}
      keys={keys}
      peeked={company.id}
      onChange={onChange}
      top={BAR_HEIGHT}
    >
      <PeekFacts>
        <PeekFact name={t("workspace.record.state")}>
          <RecordState state={company.state} />
        </PeekFact>
        <PeekFact name={t("workspace.company.portal")}>
          <StateBadge tone={company.portalEnabled ? "open" : "shut"}>
            {t(company.portalEnabled ? "workspace.company.portalOn" : "workspace.company.portalOff")}
          </StateBadge>
        </PeekFact>
        {address !== "" && <PeekFact name={t("workspace.peek.address")}>{address}</PeekFact>}
        {company.url !== "" && (
          <PeekFact name={t("workspace.company.url")}>
            <Anchor href={company.url} rel="noreferrer" target="_blank">
              {company.url}
            </Anchor>
          </PeekFact>
        )}
        {company.comment !== "" && <PeekFact name={t("workspace.company.comment")}>{company.comment}</PeekFact>}
        <PeekFact name={t("workspace.record.changed")}>
          <DateTime at={company.changedAt} />
        </PeekFact>
      </PeekFacts>
      <CompanyFacts company={company} people={people.data?.total ?? null} />
    </Peek>
  );
}
