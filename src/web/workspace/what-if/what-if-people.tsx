/** Some of the people who gain or lose, with some of the tickets; each opens beside what is being done. */
import { Anchor, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WhatIfAnswer } from "#domain/access/what-if-answer.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import classes from "./what-if.module.css";

type Person = WhatIfAnswer["people"][number];

export function WhatIfPeople({ answer: { people, gain, lose } }: { answer: WhatIfAnswer }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const others = Math.max(gain.people + lose.people - people.length, 0);
  return (
    <>
      <ul className={classes.people}>
        {people.map((person) => (
          <PersonRow key={person.contact.id} person={person} />
        ))}
      </ul>
      {others > 0 && people.every(({ gained, lost }) => gained === 0 || lost === 0) && (
        <Text size="xs" c="dimmed">
          {t("workspace.whatIf.andOthers", { count: others, number: formats.number(others) })}
        </Text>
      )}
    </>
  );
}

function PersonRow({ person: { contact, gained, lost, tickets } }: { person: Person }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const numbers = [
    ...(lost > 0 ? [t("workspace.whatIf.lostNumber", { number: formats.number(lost) })] : []),
    ...(gained > 0 ? [t("workspace.whatIf.gainedNumber", { number: formats.number(gained) })] : []),
  ];
  return (
    <li>
      <div className={classes.person}>
        <span>
          <OpensBeside to={`/contacts/${contact.id}`}>{contact.name}</OpensBeside>
          {contact.companyName !== null && (
            <Text size="xs" c="dimmed" span>
              {" "}
              {contact.companyName}
            </Text>
          )}
        </span>
        <span className={`${classes.numbers} pf-number`}>{formats.list(numbers)}</span>
      </div>
      {[...tickets.lost, ...tickets.gained].map((ticket) => (
        <span key={ticket.id} className={classes.tickets} title={ticket.subject}>
          <OpensBeside to={`/tickets/${ticket.id}`}>#{ticket.number}</OpensBeside> {ticket.subject}
        </span>
      ))}
    </li>
  );
}

/** In a tab of its own: what is not saved yet stays. */
function OpensBeside({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Anchor href={`/workspace${to}`} target="_blank" rel="noreferrer" underline="always" inherit>
      {children}
    </Anchor>
  );
}
