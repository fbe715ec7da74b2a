/** The levels of rights on groups: what they are called, and how the matrix shows them. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Marks, normalised, type Scale } from "#web/ui/matrix/marks.ts";
import type { Faces } from "#web/ui/matrix/matrix-cell.tsx";

export type Level = "read" | "create" | "edit";
const LEVELS: readonly Level[] = ["read", "create", "edit"];
/** `edit` includes the other two. */
export const LEVEL_SCALE: Scale = { marks: LEVELS, whole: "edit" };

export const levelsOf = (held: Readonly<Record<Level, boolean>>): Level[] =>
  asLevels(
    normalised(
      LEVEL_SCALE,
      LEVELS.filter((level) => held[level]),
    ),
  );
export const asLevels = (marks: Marks): Level[] => LEVELS.filter((level) => marks.includes(level));

/** "read + create", or "nothing". */
export function useLevelsText(): (levels: Marks) => string {
  const { t } = useTranslation();
  return (levels) =>
    levels.length === 0
      ? t("workspace.level.none")
      : normalised(LEVEL_SCALE, levels)
          .map((level) => t(`workspace.level.${level}`))
          .join(" + ");
}

export function useLevelFaces(): Faces {
  const { t } = useTranslation();
  return useMemo(
    () => Object.fromEntries(LEVELS.map((level) => [level, { letter: t(`workspace.level.${level}.letter`), name: t(`workspace.level.${level}`) }])),
    [t],
  );
}
