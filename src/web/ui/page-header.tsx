/** The head of a page: where it belongs, what it is, what can be done with it. */
import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./page-header.module.css";

export function PageHeader(given: { title: ReactNode; above?: ReactNode; below?: ReactNode; actions?: ReactNode }) {
  return (
    <header style={{ marginBottom: "var(--mantine-spacing-md)" }}>
      {given.above !== undefined && (
        <Text size="sm" c="dimmed" component="div" mb={4}>
          {given.above}
        </Text>
      )}
      <Group justify="space-between" align="flex-start" wrap="wrap" gap="sm">
        <div className={classes.words}>
          <Title order={1}>{given.title}</Title>
          {given.below !== undefined && (
            <Text size="sm" c="dimmed" component="div" mt={4}>
              {given.below}
            </Text>
          )}
        </div>
        {given.actions !== undefined && <Group gap="xs">{given.actions}</Group>}
      </Group>
    </header>
  );
}
