/** Rights on one group from the other side: everybody, and all companies or all contacts. */
import { Skeleton } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView } from "#contract/access.ts";
import { listEverybodyRightsByGroup, listGroupRightsByCompany, listGroupRightsByContact, type RightsRowView } from "#contract/rights-matrix.ts";
import { useAddress } from "#web/client/address.ts";
import { Link } from "#web/ui/link.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { MatrixSides } from "./matrix-sides.tsx";
import { RightsMatrix } from "./rights-matrix.tsx";
import type { RightSubject } from "./use-save-rights.ts";

const EVERYBODY = ["everyContact", "everyCompany"] as const;
type Everybody = (typeof EVERYBODY)[number];
const isEverybody = (id: string): id is Everybody => id === "everyContact" || id === "everyCompany";

export function GroupRights({ group }: { group: GroupView }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const [pending, setPending] = useState(0);
  const by = address.by === "contact" ? "contact" : "company";
  const everybody = useEndpoint(listEverybodyRightsByGroup, { query: { ids: [group.id] } }, { staleMilliseconds: 0 });
  const ofEverybody = everybody.data?.items[0];
  const pinned = useMemo(
    () => ofEverybody && EVERYBODY.map((kind) => everybodyRow(kind, t(`workspace.access.${kind}`), by === "company" ? "own" : "contact", ofEverybody)),
    [ofEverybody, by, t],
  );
  const columns = useMemo(
    () =>
      by === "company"
        ? [
            { key: "own", title: t("workspace.access.ownCompany"), meaning: t("workspace.access.ownCompanyMeans") },
            { key: "others", title: t("workspace.access.otherCompanies"), meaning: t("workspace.access.otherCompaniesMeans") },
          ]
        : [{ key: "contact", title: t("workspace.contact.ownRight") }],
    [by, t],
  );
  const title = t(by === "company" ? "workspace.nav.companies" : "workspace.nav.contacts");
  return (
    <section>
      <MatrixSides
        label={t("workspace.access.rightsBy")}
        value={by}
        choices={[
          { value: "company", label: t("workspace.nav.companies") },
          { value: "contact", label: t("workspace.nav.contacts") },
        ]}
        pending={pending}
        onChange={(value) => change({ by: value === "company" ? undefined : value, q: undefined, shown: undefined })}
      />
      {pinned === undefined ? (
        <Skeleton height={360} />
      ) : (
        <RightsMatrix
          key={by}
          onPending={setPending}
          label={title}
          rowTitle={t(by === "company" ? "workspace.ticket.company" : "workspace.ticket.contact")}
          source={{ endpoint: by === "company" ? listGroupRightsByCompany : listGroupRightsByContact, id: group.id }}
          pinned={pinned}
          columns={columns}
          subjectOf={subjectOf}
          labelOf={(row) =>
            isEverybody(row.id) ? row.name : <Link to={by === "company" ? `/companies/${row.id}/access` : `/contacts/${row.id}/access`}>{row.name}</Link>
          }
          detailOf={(row) => (isEverybody(row.id) ? t(`workspace.access.${row.id}Short`) : by === "company" ? `#${row.detail}` : row.detail)}
          choices={["all", "assigned", "changed", "inherited"]}
          effective={{ title: t("workspace.rights.effective"), of: by === "company" ? "people" : "person" }}
          consequence={t("workspace.access.groupRightsMean", { count: group.queueCount })}
        />
      )}
    </section>
  );
}

function subjectOf(row: RightsRowView, column: string): RightSubject {
  if (isEverybody(row.id)) return row.id;
  return column === "contact" ? { contactId: row.id } : { companyId: row.id, context: column === "others" ? "others" : "own" };
}

/** As a row of its own among companies or contacts, in their first column. */
const everybodyRow = (id: Everybody, name: string, column: "own" | "contact", { cells, group, timeZone }: RightsRowView): RightsRowView => ({
  id,
  name,
  detail: "",
  state: "active",
  queueCount: null,
  group,
  timeZone,
  cells: cells.filter((cell) => cell.column === id).map((cell) => ({ ...cell, column })),
  effective: [],
});
