/** The keys of the workspace, behind "?". */
import { ActionIcon, Anchor, Group, Kbd, Modal, Text, Tooltip } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconKeyboard } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "#web/ui/link.tsx";
import { DialogTitle } from "#web/workspace/editing/form-dialog.tsx";
import { useSession } from "#web/workspace/session/session.ts";
import classes from "./shortcuts.module.css";

const groups = [
  {
    key: "everywhere",
    shortcuts: [
      ["search", "Ctrl K"],
      ["help", "?"],
      ["undo", "Ctrl Z"],
    ],
  },
  {
    key: "lists",
    shortcuts: [
      ["filter", "/"],
      ["down", "j"],
      ["up", "k"],
      ["open", "↵"],
      ["peek", "␣"],
      ["select", "x"],
      ["range", "⇧ x"],
      ["fresh", "."],
      ["leave", "Esc"],
    ],
  },
  {
    key: "selected",
    shortcuts: [
      ["status", "s"],
      ["priority", "p"],
      ["assignee", "a"],
      ["queue", "q"],
      ["customer", "c"],
      ["project", "o"],
      ["category", "g"],
      ["tag", "t"],
      ["due", "d"],
      ["ownField", "f"],
      ["merge", "m"],
    ],
  },
  {
    key: "ticket",
    shortcuts: [
      ["answer", "r"],
      ["note", "n"],
      ["subtask", "b"],
      ["assign", "a"],
      ["status", "s"],
      ["why", "w"],
      ["time", "t"],
      ["send", "Ctrl ↵"],
    ],
  },
  {
    key: "rights",
    shortcuts: [
      ["move", "← ↑ → ↓"],
      ["levels", "0 1 2 3"],
    ],
  },
] as const;

export function Shortcuts() {
  const { t } = useTranslation();
  const { administrator } = useSession();
  const [opened, dialog] = useDisclosure();
  useHotkeys([["shift+?", dialog.open]]);
  return (
    <>
      <Tooltip label={t("workspace.shortcut.title")}>
        <ActionIcon size="lg" aria-label={t("workspace.shortcut.title")} onClick={dialog.open} visibleFrom="sm">
          <IconKeyboard size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={<DialogTitle>{t("workspace.shortcut.title")}</DialogTitle>}
        closeButtonProps={{ "aria-label": t("ui.close") }}
        size="xl"
      >
        <div className={classes.groups}>
          {groups.map((group) => (
            <section key={group.key} className={classes.group}>
              <Text size="sm" c="dimmed" mb={4}>
                {t(`workspace.shortcut.${group.key}`)}
              </Text>
              {group.shortcuts.map(([key, keys]) => (
                <Group key={key} justify="space-between" py={4}>
                  <Text>{t(`workspace.shortcut.${group.key}.${key}`)}</Text>
                  <Group gap={4}>
                    {keys.split(" ").map((one) => (
                      <Kbd key={one}>{one === "Ctrl" ? t("ui.control") : one}</Kbd>
                    ))}
                  </Group>
                </Group>
              ))}
            </section>
          ))}
        </div>
        {administrator && (
          <Anchor component={Link} to="/design" size="sm" onClick={dialog.close}>
            {t("workspace.design.title")}
          </Anchor>
        )}
      </Modal>
    </>
  );
}
