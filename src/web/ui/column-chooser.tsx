/** Which columns a list shows, and in which order. */
import { ActionIcon, Button, Checkbox, Group, Popover, Text, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconColumns3 } from "@tabler/icons-react";
import classes from "./column-chooser.module.css";
import { arranged, type Column, mainOf, withMoved, withToggled } from "./columns.ts";
import { useUi } from "./ui-context.tsx";

type Given<Row> = {
  columns: readonly Column<Row>[];
  /** Keys of the shown ones in order; null: as the list shows them at first. */
  keys: readonly string[] | null;
  onChange: (keys: string[] | null) => void;
};

export function ColumnChooser<Row>({ columns, keys, onChange }: Given<Row>) {
  const { texts } = useUi();
  const shown = arranged(columns, keys);
  const shownKeys = shown.map((column) => column.key);
  const main = mainOf(columns);
  const row = (column: Column<Row>, at: number) => (
    <Group key={column.key} gap={4} wrap="nowrap" className={classes.row}>
      <Checkbox
        size="xs"
        label={column.title}
        checked={at >= 0}
        disabled={column === main}
        onChange={() => onChange(withToggled(shownKeys, column.key))}
        styles={{ root: { flex: 1 } }}
      />
      {at >= 0 && (
        <>
          <Move
            title={texts.moveLeft(column.title)}
            disabled={at === 0}
            icon={<IconChevronUp size={16} aria-hidden />}
            onClick={() => onChange(withMoved(shownKeys, column.key, -1))}
          />
          <Move
            title={texts.moveRight(column.title)}
            disabled={at === shown.length - 1}
            icon={<IconChevronDown size={16} aria-hidden />}
            onClick={() => onChange(withMoved(shownKeys, column.key, 1))}
          />
        </>
      )}
    </Group>
  );
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Tooltip label={texts.columns}>
          <ActionIcon variant="default" size={36} aria-label={texts.columns}>
            <IconColumns3 size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs" miw={260} aria-label={texts.columns}>
        <Text size="xs" c="dimmed" px={4} mb={4}>
          {texts.columns}
        </Text>
        {shown.map(row)}
        {columns.filter((column) => !shown.includes(column)).map((column) => row(column, -1))}
        {keys !== null && (
          <Button variant="subtle" size="compact-sm" mt={4} onClick={() => onChange(null)}>
            {texts.resetColumns}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Stays a button at the ends, so that the focus does not get lost while a column is moved there. */
function Move({ title, disabled, icon, onClick }: { title: string; disabled: boolean; icon: React.ReactNode; onClick: () => void }) {
  return (
    <ActionIcon size="sm" aria-label={title} aria-disabled={disabled} {...(disabled ? { "data-disabled": true } : {})} onClick={() => !disabled && onClick()}>
      {icon}
    </ActionIcon>
  );
}
