/** That a ticket, or all of a queue, is confidential: never by the lock alone. */
import { Group } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function Confidential() {
  const { t } = useTranslation();
  return (
    <Group component="span" gap={4} wrap="nowrap" fz="sm">
      <IconLock size={14} aria-hidden />
      {t("workspace.ticket.confidential")}
    </Group>
  );
}
