import { Card, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** One thought of a long form. */
export function FormSection({ title, meaning, children }: { title: string; meaning?: string; children: ReactNode }) {
  return (
    <Card component="section" withBorder padding="lg" bg="var(--pf-surface)">
      <Title order={2} mb={meaning === undefined ? "sm" : 2}>
        {title}
      </Title>
      {meaning !== undefined && (
        <Text size="sm" c="dimmed" mb="sm">
          {meaning}
        </Text>
      )}
      <Stack gap="md">{children}</Stack>
    </Card>
  );
}
