/** The messages that `toasts.tsx` asks for. Read out to screen readers, each as an alert of its own. */
import "@mantine/notifications/styles.css";
import { Button, Group, Text } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";

export type Undo = { label: string; run: () => void };
export type Toast = { message: string; color: string; keepMilliseconds: number; undo?: Undo | undefined };

export const ToastList = () => <Notifications position="bottom-center" limit={3} containerWidth={440} transitionDuration={120} zIndex={1000} />;

let shown = 0;

export function showToast({ message, color, keepMilliseconds, undo }: Toast): void {
  const id = `toast-${++shown}`;
  notifications.show({
    id,
    color,
    autoClose: keepMilliseconds,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" component="span">
          {message}
        </Text>
        {undo !== undefined && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              notifications.hide(id);
              undo.run();
            }}
          >
            {undo.label}
          </Button>
        )}
      </Group>
    ),
  });
}
