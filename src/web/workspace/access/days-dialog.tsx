/** From which day until which a right holds. It changes the cell; saved it is with everything else. */
import { SimpleGrid, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { dayOf, endOfDay, lastDayOf, startOfDay } from "#domain/time-zones.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import type { Period } from "./right-days.ts";

type Given = {
  /** Whose right, and on what. */
  title: string;
  /** What is set, by whom, what comes from elsewhere. */
  about: ReactNode;
  period: Period;
  timeZone: string;
  onSubmit: (period: Period) => void;
  onClose: () => void;
};

export function DaysDialog({ title, about, period, timeZone, onSubmit, onClose }: Given) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(period.from === null ? "" : dayOf(period.from, timeZone));
  const [until, setUntil] = useState(period.until === null ? "" : lastDayOf(period.until, timeZone));
  const isBackwards = from !== "" && until !== "" && until < from;
  const submit = () => onSubmit({ from: from === "" ? null : startOfDay(from, timeZone), until: until === "" ? null : endOfDay(until, timeZone) });
  return (
    <FormDialog title={title} submitLabel={t("workspace.days.apply")} busy={false} disabled={isBackwards} error={null} onSubmit={submit} onClose={onClose}>
      {about}
      <SimpleGrid cols={2}>
        <TextInput type="date" label={t("workspace.membership.from")} value={from} onChange={(event) => setFrom(event.currentTarget.value)} data-autofocus />
        <TextInput
          type="date"
          label={t("workspace.membership.until")}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={isBackwards ? t("workspace.days.backwards") : undefined}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t("workspace.days.means", { zone: timeZone })}
      </Text>
    </FormDialog>
  );
}
