/** What happens to time that is booked on the project which tickets leave: asked where there is some, with how much it is. */
import { Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TicketOutcome } from "#contract/ticket.ts";
import type { BookedTimeWay } from "#domain/tickets/booked-time.ts";
import { hoursText } from "#domain/tickets/duration.ts";

type Given<Way extends BookedTimeWay> = {
  results: readonly TicketOutcome[];
  ways: readonly Way[];
  way: Way;
  onChange: (way: Way) => void;
  disabled?: boolean;
};

export function BookedTimeChoice<Way extends BookedTimeWay>({ results, ways, way, onChange, disabled = false }: Given<Way>) {
  const { t } = useTranslation();
  const worked = results.filter(({ time }) => time !== null);
  if (worked.length === 0) return null;
  const hours = hoursText(worked.reduce((sum, { time }) => sum + (time?.minutes ?? 0), 0));
  const several = results.length > 1;
  return (
    <Radio.Group
      label={several ? t("workspace.bulk.booked", { count: worked.length, hours }) : t("workspace.time.bookedHere", { hours })}
      value={way}
      onChange={(value) => ways.some((one) => one === value) && onChange(value as Way)}
    >
      <Stack gap="xs" mt="xs">
        {ways.map((one) => (
          <Radio
            key={one}
            value={one}
            disabled={disabled}
            label={t(`workspace.time.way.${one as BookedTimeWay}`)}
            description={
              <Text span size="xs">
                {t(`workspace.time.way.${one as BookedTimeWay}.means`)}
              </Text>
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
