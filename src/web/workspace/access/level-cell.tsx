/** One cell of the matrix: nothing, R, C, E as toggles; E includes the other two. Arrows go from cell to cell, 0–3 and the letters set. */
import { Tooltip } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { includesLevel, LEVELS, LEVELS_OF_KEY, type Levels, toggled } from "./rights-changes.ts";
import classes from "./rights-matrix.module.css";

type Given = {
  /** What the cell is about, read out: "Hardware, own company". */
  label: string;
  levels: Levels;
  changed: boolean;
  readOnly: boolean;
  onChange: (levels: Levels) => void;
  /** Who set it, when, until when. */
  hint?: ReactNode;
};

export function LevelCell({ label, levels, changed, readOnly, onChange, hint }: Given) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      moveFocus(event.currentTarget, event.key);
      event.preventDefault();
      return;
    }
    const byLetter = LEVELS.find((level) => t(`workspace.level.${level}.letter`).toLowerCase() === event.key.toLowerCase());
    const next = readOnly ? null : byLetter ? toggled(levels, byLetter) : LEVELS_OF_KEY[event.key];
    if (next === null || next === undefined) return;
    event.preventDefault();
    onChange(next);
  };
  const cell = (
    <fieldset className={classes.cell} data-cell data-changed={changed} onKeyDown={onKeyDown}>
      <legend className="pf-hidden">{label}</legend>
      {LEVELS.map((level) => {
        const exact = levels.includes(level);
        const included = !exact && includesLevel(levels, level);
        return (
          <button
            key={level}
            type="button"
            className={classes.level}
            data-level={level}
            data-on={exact}
            data-included={included}
            aria-pressed={exact || included}
            disabled={readOnly}
            onClick={() => onChange(toggled(levels, level))}
          >
            <span aria-hidden>{t(`workspace.level.${level}.letter`)}</span>
            <span className="pf-hidden">{t(`workspace.level.${level}`)}</span>
          </button>
        );
      })}
      {changed && <span className="pf-hidden">{t("workspace.rights.changedCell")}</span>}
    </fieldset>
  );
  return hint === undefined ? cell : <Tooltip label={hint}>{cell}</Tooltip>;
}

/** From cell to cell: left and right in the row, up and down in the column; the letter stays the same. */
function moveFocus(cell: HTMLElement, key: string): void {
  const row = cell.closest("tr");
  const letter = Math.max(0, [...cell.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement));
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const buttons = [...(row?.querySelectorAll<HTMLButtonElement>("[data-cell] button") ?? [])];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + (key === "ArrowLeft" ? -1 : 1)]?.focus();
    return;
  }
  const column = [...(row?.querySelectorAll("[data-cell]") ?? [])].indexOf(cell);
  const next = key === "ArrowUp" ? row?.previousElementSibling : row?.nextElementSibling;
  next?.querySelectorAll<HTMLElement>("[data-cell]")[column]?.querySelectorAll("button")[letter]?.focus();
}
