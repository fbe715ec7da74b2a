/** What is selected in a list, how to select all of it, what can be done with it. */
import { Button, CloseButton, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./data-table.module.css";
import { isSelected, NOTHING, type Selection, withEverything } from "./selection.ts";
import { useUi } from "./ui-context.tsx";

type Given = {
  selection: Selection;
  onChange: (selection: Selection) => void;
  page: readonly string[];
  /** How many the filter finds; null: not known exactly. */
  total: number | null;
  /** More than so many cannot be taken at once. */
  most: number;
  children: ReactNode;
};

export function BulkBar({ selection, onChange, page, total, most, children }: Given) {
  const { texts, formats } = useUi();
  const wholePage = page.length > 0 && page.every((key) => isSelected(selection, key));
  const offersAll = wholePage && !selection.everything && total !== null && total > selection.keys.size && total <= most;
  const words = selection.everything ? texts.everythingSelected(formats.number(total ?? 0)) : texts.selected(selection.keys.size);
  return (
    <div className={classes.bulk} role="toolbar" aria-label={texts.bulkActions}>
      <Text size="sm" fw={550} component="span" role="status" className="pf-number" style={{ whiteSpace: "nowrap" }}>
        {words}
      </Text>
      {offersAll && (
        <Button variant="subtle" size="compact-sm" style={{ flex: "none" }} onClick={() => onChange(withEverything(selection))}>
          {texts.selectEverything(formats.number(total))}
        </Button>
      )}
      <div className={classes.bulkActions}>{children}</div>
      <CloseButton size="sm" aria-label={texts.clearSelection} title={`${texts.clearSelection} (Esc)`} onClick={() => onChange(NOTHING)} />
    </div>
  );
}
