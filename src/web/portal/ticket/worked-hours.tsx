/** How much was worked on the ticket, as far as it is shown; each entry when somebody asks. */
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listPortalTimeEntries } from "#contract/time-entry.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import { call } from "#web/client/call.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import type { PortalTicket } from "./ticket-queries.ts";
import classes from "./who-reads.module.css";

/** More are only counted. */
const mostShown = 100;

export function WorkedHours({ ticket }: { ticket: PortalTicket }) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const [opened, setOpened] = useState(false);
  const { hours } = ticket.view;
  const time = useQuery({
    queryKey: [listPortalTimeEntries.path, ticket.id],
    queryFn: ({ signal }) => call(listPortalTimeEntries, { params: { id: ticket.id }, query: { limit: mostShown }, signal }),
    enabled: hours !== "none",
  }).data;
  if (hours === "none") return null;
  const day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  const sum = time?.minutes == null ? "–" : t("portal.ticket.hoursOf", { hours: hoursText(time.minutes) });
  const items = time?.items ?? [];
  return (
    <div className={classes.who}>
      <span>
        {t(hours === "billed" ? "portal.ticket.hoursBilled" : "portal.ticket.hours")}: <span className="pf-number">{sum}</span>{" "}
      </span>
      {items.length > 0 && (
        <button type="button" className={classes.toggle} aria-expanded={opened} aria-controls="worked-hours" onClick={() => setOpened(!opened)}>
          {t(opened ? "portal.who.hide" : "portal.ticket.hoursShow")}
        </button>
      )}
      {opened && (
        <ul id="worked-hours" className={classes.hours}>
          {items.map(({ id, day: on, minutes, agentName, comment }) => (
            <li key={id}>
              <span className="pf-number">{t("portal.ticket.hoursOf", { hours: hoursText(minutes) })}</span>
              <span>
                {comment}
                <Text size="sm" c="dimmed" component="span" display="block">
                  {[day.format(new Date(`${on}T00:00:00Z`)), agentName].filter(Boolean).join(" · ")}
                </Text>
              </span>
            </li>
          ))}
          {time !== undefined && time.total > items.length && <li>{t("portal.ticket.hoursMore", { count: time.total - items.length })}</li>}
        </ul>
      )}
    </div>
  );
}
