/** Short messages after an action; the ones that can be taken back carry "undo". Read out to screen readers by the container. */
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

type Undo = { label: string; run: () => void };

let shown = 0;

function show(message: string, given: { color: string; keepMilliseconds: number; undo?: Undo | undefined }): void {
  const id = `toast-${++shown}`;
  const { undo } = given;
  notifications.show({
    id,
    color: given.color,
    autoClose: given.keepMilliseconds,
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

/** Done. With `undo`, it stays eight seconds. */
export const toast = (message: string, undo?: Undo): void => show(message, { color: "pine", keepMilliseconds: undo ? 8000 : 4000, undo });
/** Not done: a whole sentence, stays longer. */
export const toastProblem = (message: string): void => show(message, { color: "red", keepMilliseconds: 10_000 });
