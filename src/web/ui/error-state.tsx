/** Something could not be loaded or done: what happened, and a way to try again. */
import { Button, Stack, Text } from "@mantine/core";
import { useUi } from "./ui-context.tsx";

/** `message` is a whole sentence; `onRetry` only where trying again can help. */
export function ErrorState({ title, message, onRetry }: { title?: string; message: string; onRetry?: (() => void) | undefined }) {
  const { texts } = useUi();
  return (
    <Stack align="center" gap={4} py={48} px="md" ta="center" role="alert">
      <Text fw={600}>{title ?? texts.couldNotLoad}</Text>
      <Text c="dimmed" size="sm" maw={420}>
        {message}
      </Text>
      {onRetry !== undefined && (
        <Button variant="default" mt="md" size="sm" onClick={onRetry}>
          {texts.retry}
        </Button>
      )}
    </Stack>
  );
}
