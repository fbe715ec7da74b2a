/** What is known about a contact at a glance (OBO-15): its latest tickets, what it sees and where, its rights. */
import { Anchor, Skeleton, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { effectiveAccessOf } from "#contract/access.ts";
import { type ContactView, listContactTickets } from "#contract/contact.ts";
import { roleNameIn } from "#domain/access/system-roles.ts";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useFormats } from "#web/ui/ui-context.tsx";
import { levelsOf, useLevelsText } from "#web/workspace/access/levels.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { Card } from "./card.tsx";
import classes from "./information.module.css";
import { LatestTickets } from "./latest-tickets.tsx";

/** More are counted. */
const mostNamed = 5;

export function ContactInformation({ contact }: { contact: ContactView }) {
  const may = useMay();
  return (
    <>
      {may("ticket:read") && <LatestTickets whose={{ contact: contact.id }} />}
      {may("ticket:read") && <Sees contact={contact} />}
      {may("access:read") && <Rights contact={contact} />}
    </>
  );
}

/** Also what the agent may not read: the number is the contact's. */
function Sees({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const query = { state: "open", limit: 1 } as const;
  const all = useEndpoint(listContactTickets, { params: { id: contact.id }, query }).data;
  const mine = useEndpoint(listContactTickets, { params: { id: contact.id }, query: { ...query, view: "mine" } }).data;
  const line = (answer: typeof all, words: string, address: string) => (
    <li className={classes.detail}>
      <Anchor component={Link} to={`/contacts/${contact.id}/tickets?state=open${address}`} size="sm">
        {t(words)}
      </Anchor>
      <span className="pf-number">
        {answer === undefined ? "…" : `${formats.number(answer.total + answer.hiddenFromYou)}${answer.totalIsLowerBound ? "+" : ""}`}
      </span>
    </li>
  );
  return (
    <Card title={t("workspace.information.sees")} more={{ to: `/contacts/${contact.id}/tickets`, label: t("workspace.information.all") }}>
      <ul className={classes.lines}>
        {line(all, "workspace.information.seesOpen", "")}
        {line(mine, "workspace.information.seesMine", "&view=mine")}
      </ul>
    </Card>
  );
}

function Rights({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const textOf = useLevelsText();
  const { data } = useEndpoint(effectiveAccessOf, { query: { contact: contact.id } });
  return (
    <Card title={t("workspace.information.rights")} more={{ to: `/contacts/${contact.id}/access`, label: t("workspace.information.all") }}>
      {data === undefined ? (
        <Skeleton height={mostNamed * 28} />
      ) : (
        <ul className={classes.lines}>
          {data.companies.slice(0, mostNamed).map(({ company, role, sees }) => (
            <li key={company.id}>
              <Anchor component={Link} to={`/companies/${company.id}`} size="sm">
                {company.name}
              </Anchor>
              <span className={classes.detail}>
                <StateBadge tone={sees === "nothing" ? "shut" : "open"}>{t(`workspace.effective.sees.${sees}`)}</StateBadge>
                {roleNameIn(t, role)}
              </span>
            </li>
          ))}
          {data.restrictQueuesByGroup &&
            data.groups.slice(0, mostNamed).map(({ group, ...levels }) => (
              <li key={group.id} className={classes.detail}>
                <Anchor component={Link} to={`/access/groups/${group.id}`} size="sm">
                  {group.name}
                </Anchor>
                <span>{textOf(levelsOf(levels))}</span>
              </li>
            ))}
          {data.restrictQueuesByGroup && data.groups.length > mostNamed && (
            <Text component="li" size="sm">
              {t("workspace.information.moreGroups", { count: data.groups.length - mostNamed })}
            </Text>
          )}
        </ul>
      )}
    </Card>
  );
}
