/** The head of a page: where it belongs, what it is, what can be done with it. */
import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./page-header.module.css";

type Given = {
  title: ReactNode;
  above?: ReactNode;
  below?: ReactNode;
  /** Facts that need the whole line: they stand below the actions too. */
  wideBelow?: boolean;
  actions?: ReactNode;
};

export function PageHeader({ title, above, below, wideBelow = false, actions }: Given) {
  const lower = below !== undefined && (
    <Text size="sm" c="dimmed" component="div" mt={4} className={classes.below}>
      {below}
    </Text>
  );
  return (
    <header className={classes.header} data-wide={wideBelow || undefined}>
      {above !== undefined && (
        <Text size="sm" c="dimmed" component="div" mb={4}>
          {above}
        </Text>
      )}
      <Group justify="space-between" align={lower === false || wideBelow ? "center" : "flex-start"} wrap="wrap" gap="sm" className={classes.row}>
        <div className={classes.words}>
          <Title order={1}>{title}</Title>
          {!wideBelow && lower}
        </div>
        {actions !== undefined && (
          <Group gap="xs" className={classes.actions}>
            {actions}
          </Group>
        )}
      </Group>
      {wideBelow && lower}
    </header>
  );
}
