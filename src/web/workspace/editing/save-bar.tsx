/** At the foot of a form with changes: how many, discard, save. Says what to do when somebody else was faster. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import { isStale } from "#web/workspace/api/use-action.ts";
import classes from "./save-bar.module.css";

type Given = {
  count: number;
  busy: boolean;
  onDiscard: () => void;
  /** Absent: the button submits the form around it. */
  onSave?: () => void;
  saveLabel?: string;
};

export function SaveBar({ count, busy, onDiscard, onSave, saveLabel }: Given) {
  const { t } = useTranslation();
  return (
    <>
      <UnsavedGuard when={count > 0 && !busy} />
      {count > 0 && (
        <div className={classes.bar} role="status">
          <Text size="sm" className={classes.words}>
            {t("workspace.editing.unsaved", { count })}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" onClick={onDiscard} disabled={busy}>
              {t("workspace.editing.discard")}
            </Button>
            <Button type={onSave === undefined ? "submit" : "button"} {...(onSave === undefined ? {} : { onClick: onSave })} loading={busy}>
              {saveLabel ?? t("ui.save")}
            </Button>
          </Group>
        </div>
      )}
    </>
  );
}

/** The current state is already loaded below it, with the entries still in place. */
export function StaleNotice({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  if (!isStale(error)) return null;
  return (
    <Alert color="amber" icon={<IconAlertTriangle size={18} />} title={t("workspace.editing.stale")} mb="md" role="alert">
      {t("workspace.editing.staleMeans")}
    </Alert>
  );
}
