/** Beside the cells of the matrix of rights: what everybody has, and what people come to by everything that holds now ("41 × edit"). */
import { Anchor, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RightsRowView } from "#contract/rights-matrix.ts";
import { Link } from "#web/ui/link.tsx";
import type { MatrixAside } from "#web/ui/matrix/matrix.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useLevelsText } from "./levels.ts";

type AsidesGiven = {
  rowOf: (rowId: string) => RightsRowView | undefined;
  pinned: readonly RightsRowView[];
  showsEverybody: boolean;
  /** Absent: not shown. */
  effectiveTitle: string | undefined;
  effectiveOf: "people" | "person" | undefined;
};

export function useRightsAsides({ rowOf, pinned, showsEverybody, effectiveTitle, effectiveOf = "people" }: AsidesGiven): readonly MatrixAside[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const everybody: MatrixAside = {
      key: "everybody",
      title: t("workspace.access.everybody"),
      meaning: t("workspace.access.everybodyMeans"),
      render: (rowId) => <EverybodyLevels inherited={rowOf(rowId)?.cells.find((cell) => cell.column === "own")?.inherited} />,
    };
    const effective: MatrixAside = {
      key: "effective",
      title: effectiveTitle ?? "",
      meaning: t("workspace.rights.effectiveMeans"),
      render: (rowId) => <EffectiveLevels effective={rowOf(rowId)?.effective} of={effectiveOf} isPinned={pinned.some((row) => row.id === rowId)} />,
    };
    return [...(showsEverybody ? [everybody] : []), ...(effectiveTitle === undefined ? [] : [effective])];
  }, [rowOf, pinned, showsEverybody, effectiveTitle, effectiveOf, t]);
}

type Given = { effective: RightsRowView["effective"] | undefined; of: "people" | "person"; isPinned: boolean };

function EffectiveLevels({ effective, of, isPinned }: Given) {
  const { t } = useTranslation();
  const formats = useFormats();
  const levelsText = useLevelsText();
  if (isPinned || effective === undefined) return null;
  if (effective === null)
    return (
      <Text size="sm" c="dimmed" title={t("workspace.rights.notCountedMeans")}>
        {t("workspace.rights.notCounted")}
      </Text>
    );
  if (effective.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {of === "person" ? t("workspace.level.none") : t("workspace.rights.forNobody")}
      </Text>
    );
  return (
    <Text size="sm" className="pf-number">
      {effective.map(({ rights, people }) => (of === "person" ? levelsText(rights) : `${formats.number(people)} × ${levelsText(rights)}`)).join(" · ")}
    </Text>
  );
}

/** What everybody has here, and the way to where it is changed. */
function EverybodyLevels({ inherited }: { inherited: RightsRowView["cells"][number]["inherited"] | undefined }) {
  const { t } = useTranslation();
  const levelsText = useLevelsText();
  const rights = (inherited ?? []).filter((one) => one.from !== "company");
  if (rights.length === 0)
    return (
      <Text size="sm" c="dimmed">
        –
      </Text>
    );
  return rights.map((right) => (
    <Anchor key={right.from} component={Link} to="/access/everybody" c="inherit" display="block" title={t(`workspace.access.${right.from}Means`)}>
      <StateBadge tone="inherited">{levelsText(right.rights)}</StateBadge>
    </Anchor>
  ));
}
