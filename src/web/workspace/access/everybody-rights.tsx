/** What everybody has on each group, as visible rows instead of a hidden list. */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { listEverybodyRightsByGroup } from "#contract/rights-matrix.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { RightsMatrix } from "./rights-matrix.tsx";

export function EverybodyRights() {
  const { t } = useTranslation();
  const columns = useMemo(
    () => (["everyContact", "everyCompany"] as const).map((key) => ({ key, title: t(`workspace.access.${key}`), meaning: t(`workspace.access.${key}Means`) })),
    [t],
  );
  return (
    <div style={{ maxWidth: 860 }}>
      <Text size="sm" c="dimmed" mb="sm">
        {t("workspace.access.everybodyMeans")}
      </Text>
      <RightsMatrix
        label={t("workspace.access.part.everybody")}
        rowTitle={t("workspace.access.group")}
        source={{ endpoint: listEverybodyRightsByGroup }}
        columns={columns}
        subjectOf={(_, column) => (column === "everyCompany" ? "everyCompany" : "everyContact")}
        labelOf={(row) => <Link to={`/access/groups/${row.id}`}>{row.name}</Link>}
        detailOf={(row) => t("workspace.access.queueCount", { count: row.queueCount ?? 0 })}
        choices={["all", "assigned", "changed"]}
        consequence={t("workspace.access.everybodyRightsMean")}
        empty={<EmptyState title={t("workspace.access.noGroups")}>{t("workspace.access.groupsHow")}</EmptyState>}
      />
    </div>
  );
}
