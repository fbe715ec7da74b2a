/** Nothing here: says why, and what to do next. */
import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** `isPage`: nothing else stands on the page, so that its title is the page's heading. */
export function EmptyState(given: { title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode; isPage?: boolean }) {
  return (
    <Stack align="center" gap={4} py={48} px="md" ta="center">
      {given.icon !== undefined && (
        <Text c="dimmed" component="div" mb={8} aria-hidden>
          {given.icon}
        </Text>
      )}
      {given.isPage ? (
        <Title order={1} fz="lg">
          {given.title}
        </Title>
      ) : (
        <Text fw={600}>{given.title}</Text>
      )}
      {given.children !== undefined && (
        <Text c="dimmed" size="sm" maw={420} component="div" style={{ textWrap: "balance" }}>
          {given.children}
        </Text>
      )}
      {given.action !== undefined && <div style={{ marginTop: 16 }}>{given.action}</div>}
    </Stack>
  );
}
