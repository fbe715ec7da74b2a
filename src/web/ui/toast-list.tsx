/** The messages that `toasts.tsx` asks for. Read out to screen readers, each as an alert of its own. */
import "@mantine/notifications/styles.css";
import { Button, Group, Text } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { isTyping } from "./is-typing.ts";

export type Undo = { label: string; run: () => void };
export type Toast = { message: string; color: string; keepMilliseconds: number; undo?: Undo | undefined };

/** Of the newest message on the screen that can be taken back. */
let latest: { id: string; run: () => void } | null = null;

function takeBack(id: string, run: () => void): void {
  if (latest?.id === id) latest = null;
  notifications.hide(id);
  run();
}

addEventListener("keydown", (event) => {
  if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || latest === null || isTyping(event.target)) return;
  event.preventDefault();
  takeBack(latest.id, latest.run);
});

export const ToastList = () => <Notifications position="bottom-center" limit={3} containerWidth={440} transitionDuration={120} zIndex={1000} />;

let shown = 0;

export function showToast({ message, color, keepMilliseconds, undo }: Toast): void {
  const id = `toast-${++shown}`;
  if (undo !== undefined) latest = { id, run: undo.run };
  notifications.show({
    id,
    color,
    autoClose: keepMilliseconds,
    withBorder: true,
    onClose: () => {
      if (latest?.id === id) latest = null;
    },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" component="span">
          {message}
        </Text>
        {undo !== undefined && (
          <Button flex="none" variant="subtle" size="compact-sm" onClick={() => takeBack(id, undo.run)} aria-keyshortcuts="Control+Z Meta+Z">
            {undo.label}
          </Button>
        )}
      </Group>
    ),
  });
}
