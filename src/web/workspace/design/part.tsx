import { Card, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** One part with its name in the sources. */
export function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Card withBorder padding="md" mb="md" bg="var(--pf-surface)" style={{ overflow: "visible" }}>
      <Text size="xs" c="dimmed" ff="monospace" mb="sm" component="h2" fw={400}>
        {name}
      </Text>
      {children}
    </Card>
  );
}
