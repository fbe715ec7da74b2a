/** What agents wrote about a record, below its name in a list; most have none, so that it is no column of its own. */
import { Text } from "@mantine/core";

export function Comment({ children }: { children: string }) {
  if (children === "") return null;
  return (
    <Text size="xs" c="dimmed" fw={400} truncate title={children}>
      {children}
    </Text>
  );
}
