import { Alert } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Above a ticket that its status locks: why nothing can be changed, and who can. */
export function LockedNote({ status }: { status: string }) {
  const { t } = useTranslation();
  return (
    <Alert color="gray" variant="light" icon={<IconLock size={18} />} mb="md">
      {t("workspace.step.isLocked", { status })}
    </Alert>
  );
}
