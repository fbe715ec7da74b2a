/** Nothing here: says why, and what to do next. */
import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function EmptyState(given: { title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <Stack align="center" gap={4} py={48} px="md" ta="center">
      {given.icon !== undefined && (
        <Text c="dimmed" component="div" mb={8} aria-hidden>
          {given.icon}
        </Text>
      )}
      <Text fw={600}>{given.title}</Text>
      {given.children !== undefined && (
        <Text c="dimmed" size="sm" maw={420} component="div" style={{ textWrap: "balance" }}>
          {given.children}
        </Text>
      )}
      {given.action !== undefined && <div style={{ marginTop: 16 }}>{given.action}</div>}
    </Stack>
  );
}
