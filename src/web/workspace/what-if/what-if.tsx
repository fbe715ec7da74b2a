/** Who would gain and lose what by a call that somebody is about to make. It holds nobody up: saving does not wait for it. */
import { Anchor, Button, Group, Progress, Skeleton, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCheck, IconEyeOff, IconEyePlus, IconPencil } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { changesNothing, type PeopleAndTickets, type WhatIfAnswer } from "#domain/access/what-if-answer.ts";
import { dayOf, startOfDay } from "#domain/time-zones.ts";
import { problemText } from "#web/client/problem-text.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import type { PlannedCall } from "./planned-call.ts";
import { type Looking, useWhatIf } from "./use-what-if.ts";
import classes from "./what-if.module.css";
import { WhatIfPeople } from "./what-if-people.tsx";

/** Null: nothing that decides access is about to change. */
export function WhatIf({ planned }: { planned: PlannedCall | null }) {
  const may = useMay();
  return planned === null || !may("access:read") ? null : <Panel planned={planned} />;
}

function Panel({ planned }: { planned: PlannedCall }) {
  const { t } = useTranslation();
  const titleId = useId();
  const dayAndTime = useDayAndTime();
  const looking = useWhatIf(planned);
  const { answer, error, goesOn } = looking;
  return (
    <section className={classes.panel} aria-labelledby={titleId} aria-busy={goesOn}>
      <div id={titleId} className={classes.title}>
        {t("workspace.whatIf.title")}
      </div>
      <div className={classes.words} role="status">
        {error !== null ? (
          <Failed error={error} onRetry={looking.goOn} />
        ) : answer === null ? (
          <>
            <VisuallyHidden>{t("workspace.whatIf.looking")}</VisuallyHidden>
            <Skeleton height={14} width="70%" mt={4} />
            <Skeleton height={14} width="45%" mt={8} />
          </>
        ) : (
          <>
            {answer.at !== null && <Text size="sm">{t("workspace.whatIf.from", { day: dayAndTime(answer.at) })}</Text>}
            <Answer answer={answer} />
          </>
        )}
      </div>
      {answer !== null && (answer.next !== null || (goesOn && answer.concerned !== null && answer.looked < answer.concerned)) && (
        <HowFar answer={answer} goesOn={goesOn} onStop={looking.stop} onGoOn={looking.goOn} />
      )}
      {answer !== null && answer.people.length + answer.verbs.length > 0 && <Details answer={answer} />}
      {answer !== null && <OtherInstants answer={answer} looking={looking} />}
    </section>
  );
}

/** What holds later may be something else; and the way back to what holds now. */
function OtherInstants({ answer: { later }, answer, looking }: { answer: WhatIfAnswer; looking: Looking }) {
  const { t } = useTranslation();
  const dayAndTime = useDayAndTime();
  const way = (words: string, at: string | null) => (
    <Anchor component="button" type="button" size="sm" onClick={() => looking.lookAt(at)}>
      {words}
    </Anchor>
  );
  const ahead = later !== null && (looking.isChosen || !changesNothing(answer));
  if (!ahead && !looking.isChosen) return null;
  return (
    <Group gap="md" mt={4}>
      {looking.isChosen && way(t("workspace.whatIf.now"), null)}
      {ahead && way(t("workspace.whatIf.later", { day: dayAndTime(later) }), later)}
    </Group>
  );
}

/** The day; with the time where it does not begin with a day of whoever looks, but with one of the company's. */
function useDayAndTime(): (at: string) => string {
  const { date, time, timeZone } = useFormats();
  return (at) => (Date.parse(startOfDay(dayOf(at, timeZone), timeZone)) === Date.parse(at) ? date(at) : `${date(at)}, ${time(at)}`);
}

/** A refusal is what the call itself would be refused with. */
function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
      <Text size="sm">{problemText(error)}</Text>
      <Anchor component="button" type="button" size="sm" onClick={onRetry} style={{ whiteSpace: "nowrap" }}>
        {t("ui.retry")}
      </Anchor>
    </Group>
  );
}

function Answer({ answer }: { answer: WhatIfAnswer }) {
  const { t } = useTranslation();
  const sentence = useSentences();
  const formats = useFormats();
  const counted = (count: number) => ({ count, number: formats.number(count) });
  if (changesNothing(answer)) {
    return (
      <div className={classes.line}>
        <IconCheck size={16} aria-hidden />
        {t(answer.next === null ? "workspace.whatIf.nothing" : "workspace.whatIf.nothingYet")}
      </div>
    );
  }
  return (
    <>
      {answer.lose.people > 0 && (
        <div className={classes.line} data-kind="lost">
          <IconEyeOff size={16} aria-hidden />
          <span>{sentence("lose", answer.lose)}</span>
        </div>
      )}
      {answer.gain.people > 0 && (
        <div className={classes.line} data-kind="gained">
          <IconEyePlus size={16} aria-hidden />
          <span>{sentence("gain", answer.gain)}</span>
        </div>
      )}
      {answer.able.lose > 0 && <Further words={t("workspace.whatIf.ableLess", counted(answer.able.lose))} />}
      {answer.able.gain > 0 && <Further words={t("workspace.whatIf.ableMore", counted(answer.able.gain))} />}
      {answer.create.lose > 0 && <Further words={t("workspace.whatIf.createLess", counted(answer.create.lose))} />}
      {answer.create.gain > 0 && <Further words={t("workspace.whatIf.createMore", counted(answer.create.gain))} />}
    </>
  );
}

const Further = ({ words }: { words: string }) => (
  <div className={classes.line}>
    <IconPencil size={16} aria-hidden />
    <span>{words}</span>
  </div>
);

/** "3 contacts gain 214 tickets, 120 at most each": the tickets are added up over the people. */
function useSentences(): (key: string, given: PeopleAndTickets) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (key, { people, tickets, most }) => {
    const words = (count: number) => t("workspace.whatIf.tickets", { count, number: formats.number(count) });
    const each = people > 1 && people * most === tickets;
    const contacts = { count: people, number: formats.number(people) };
    const said = t(`workspace.whatIf.${key}`, { ...contacts, tickets: each ? t("workspace.whatIf.each", { tickets: words(most) }) : words(tickets) });
    return people > 1 && !each ? `${said} ${t("workspace.whatIf.atMost", { most: formats.number(most) })}` : said;
  };
}

function HowFar({ answer, goesOn, onStop, onGoOn }: { answer: WhatIfAnswer; goesOn: boolean; onStop: () => void; onGoOn: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const total = Math.max(answer.concerned ?? 0, answer.looked);
  const words = t("workspace.whatIf.howFar", { looked: formats.number(answer.looked), total: formats.number(total) });
  return (
    <div style={{ marginTop: 8 }}>
      <Progress size="sm" value={total === 0 ? 0 : (100 * answer.looked) / total} aria-label={words} transitionDuration={120} />
      <Group justify="space-between" gap="xs" mt={6}>
        <Text size="xs" c="dimmed" className="pf-number">
          {words} {t("workspace.whatIf.saveWithout")}
        </Text>
        <Button size="compact-xs" variant="default" onClick={goesOn ? onStop : onGoOn}>
          {t(goesOn ? "workspace.whatIf.stop" : "workspace.whatIf.goOn")}
        </Button>
      </Group>
    </div>
  );
}

function Verbs({ answer: { verbs } }: { answer: WhatIfAnswer }) {
  const sentence = useSentences();
  return verbs.flatMap(({ verb, gain, lose }) => [
    lose.people > 0 && <Further key={`${verb} lose`} words={sentence(`may.lose.${verb}`, lose)} />,
    gain.people > 0 && <Further key={`${verb} gain`} words={sentence(`may.gain.${verb}`, gain)} />,
  ]);
}

function Details({ answer }: { answer: WhatIfAnswer }) {
  const { t } = useTranslation();
  const [opened, { toggle }] = useDisclosure();
  const detailsId = useId();
  return (
    <>
      <Anchor component="button" type="button" size="sm" mt={4} aria-expanded={opened} aria-controls={detailsId} onClick={toggle}>
        {t(opened ? "workspace.whatIf.hideDetails" : "workspace.whatIf.showDetails")}
      </Anchor>
      <div id={detailsId}>
        {opened && (
          <>
            <Verbs answer={answer} />
            <WhatIfPeople answer={answer} />
          </>
        )}
      </div>
    </>
  );
}
