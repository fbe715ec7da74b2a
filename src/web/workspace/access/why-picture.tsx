/** The picture that answers "why (not)?": always the door, the gates, the paths, in this order, each line with its origin. */
import { Anchor } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ExplanationView } from "#contract/access.ts";
import { Link } from "#web/ui/link.tsx";
import { insidePath, OriginLine, OriginLink } from "./origin.tsx";
import { TICKET_VERBS, type TicketVerb } from "./verbs.ts";
import classes from "./why-picture.module.css";
import { capitalised, firstObstacle, pathMark, summaryOf } from "./why-reading.ts";

type Path = ExplanationView["paths"][number];

export function WhyPicture({ explanation, onVerb, footer }: { explanation: ExplanationView; onVerb: (verb: TicketVerb) => void; footer?: ReactNode }) {
  const { t } = useTranslation();
  const { allowed, contact, ticket, door, gates, paths, view } = explanation;
  const summary = summaryOf(explanation);
  const because = allowed ? paths.find((path) => path.open) : undefined;
  return (
    <section className={classes.picture} data-allowed={allowed} aria-label={t("workspace.why.picture")}>
      <header className={classes.head}>
        <p className={classes.question}>{t(`workspace.why.question.${explanation.verb}`, { contact: contact.name, number: ticket.number })}</p>
        <div className={classes.answer}>
          <span className={classes.sign}>{allowed ? <IconCheck size={22} stroke={2.6} aria-hidden /> : <IconX size={22} stroke={2.6} aria-hidden />}</span>
          <h2 className={classes.headline}>{because === undefined ? explanation.headline : t("workspace.why.yes", { because: because.sentence })}</h2>
        </div>
        <Remedy explanation={explanation} />
        <Verbs explanation={explanation} onVerb={onVerb} />
      </header>
      <Part title={t("workspace.why.door")} meaning={t("workspace.why.doorMeaning")} state={summary.door}>
        {door.map((check) => (
          <Line key={check.id} mark={check.open ? "yes" : "no"} label={t(`workspace.why.check.${check.id}`)} sentence={check.sentence} strong={!check.open}>
            <OriginLine origin={check.origin} />
          </Line>
        ))}
      </Part>
      <Part title={t("workspace.why.gates")} meaning={t("workspace.why.gatesMeaning")} state={summary.gates}>
        {gates.map((gate) => (
          <Line key={gate.id} mark={gate.open ? "yes" : "no"} label={t(`workspace.why.gate.${gate.id}`)} sentence={gate.sentence} strong={!gate.open}>
            <OriginLine origin={gate.origin} />
          </Line>
        ))}
        {gates.length === 0 && <p className={classes.nothing}>{t("workspace.why.gatesNotAsked")}</p>}
      </Part>
      <Part title={t("workspace.why.paths")} meaning={t("workspace.why.pathsMeaning")} state={summary.paths}>
        {paths.map((path, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two ways of one path have nothing else that tells them apart
          <PathLine key={`${path.id}${index}`} path={path} nearest={index === explanation.nearest} />
        ))}
      </Part>
      {view !== null && <Sees view={view} />}
      {footer !== undefined && <footer className={classes.foot}>{footer}</footer>}
    </section>
  );
}

/** How much of the ticket, in a line: each part with the setting behind it. */
function Sees({ view }: { view: NonNullable<ExplanationView["view"]> }) {
  const { t } = useTranslation();
  return (
    <div className={classes.part} data-good="unknown">
      <div className={classes.side}>
        <h3 title={t("workspace.why.seesMeaning")}>{t("workspace.why.sees")}</h3>
      </div>
      <ul className={classes.sees}>
        {[view.agentNames, view.colleagueNames, view.priority, view.dueDate, view.hours].map((part) => (
          <li key={part.reason}>
            <strong>{capitalised(part.sentence)}</strong>
            <span className={classes.origin}>
              <OriginLine origin={part.origin} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For a no: the one thing that stands in the way, and where it can be changed. */
function Remedy({ explanation }: { explanation: ExplanationView }) {
  const { t } = useTranslation();
  if (explanation.mergedIntoId !== null) {
    return (
      <p className={classes.remedy}>
        <Anchor component={Link} to={`/tickets/${explanation.mergedIntoId}/access?contact=${explanation.contact.id}`}>
          {t("workspace.why.mergedInto")}
        </Anchor>
      </p>
    );
  }
  if (explanation.allowed) return null;
  const obstacle = firstObstacle(explanation);
  if (obstacle === null) {
    return (
      <p className={classes.remedy}>
        {t("workspace.why.pathBy")}{" "}
        <Anchor component={Link} to={`/contacts/${explanation.contact.id}/memberships`} inherit>
          {t("workspace.why.byMembership", { company: explanation.ticket.companyName ?? t("workspace.why.itsCompany") })}
        </Anchor>
        {t("workspace.why.or")}
        <Anchor component={Link} to={`/tickets/${explanation.ticket.id}`} inherit>
          {t("workspace.why.byParticipation")}
        </Anchor>
      </p>
    );
  }
  if (obstacle.origin.link === null) return null;
  if (obstacle.id === "queue" && obstacle.origin.kind === "queue") {
    return (
      <p className={classes.remedy}>
        {t("workspace.why.queueBy")}{" "}
        <Anchor component={Link} to={insidePath(obstacle.origin.link)} inherit>
          {t("workspace.why.byGroupRight")}
        </Anchor>
        {t("workspace.why.or")}
        <Anchor component={Link} to={`/contacts/${explanation.contact.id}/access`} inherit>
          {t("workspace.why.byOwnRight", { contact: explanation.contact.name })}
        </Anchor>
      </p>
    );
  }
  return (
    <p className={classes.remedy}>
      {t("workspace.why.changeHere")} <OriginLink origin={obstacle.origin} />
    </p>
  );
}

function Verbs({ explanation, onVerb }: { explanation: ExplanationView; onVerb: (verb: TicketVerb) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.verbs}>
      <legend>{t("workspace.why.verbs")}</legend>
      {TICKET_VERBS.map((verb) => {
        const has = explanation.verbs.includes(verb);
        return (
          <button
            key={verb}
            type="button"
            className={classes.verb}
            data-has={has}
            aria-pressed={verb === explanation.verb}
            title={t("workspace.why.askVerb")}
            onClick={() => onVerb(verb)}
          >
            {has ? <IconCheck size={14} stroke={2.4} aria-hidden /> : <IconX size={14} stroke={2.4} aria-hidden />}
            {t(`workspace.verb.${verb}`)}
            <span className="pf-hidden">{t(has ? "workspace.why.may" : "workspace.why.mayNot")}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

function Part({
  title,
  meaning,
  state,
  children,
}: {
  title: string;
  meaning: string;
  state: { good: boolean | null; words: string; count: number };
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.part} data-good={state.good ?? "unknown"}>
      <div className={classes.side}>
        <h3 title={meaning}>{title}</h3>
        <span>{t(state.words, { count: state.count })}</span>
      </div>
      <ul className={classes.lines}>{children}</ul>
    </div>
  );
}

type Mark = "yes" | "no" | "off";

function Line({ mark, label, sentence, strong, children }: { mark: Mark; label: string; sentence: string; strong: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <li className={classes.line} data-mark={mark} data-strong={strong}>
      <span className={classes.mark}>
        {mark === "yes" ? (
          <IconCheck size={16} stroke={2.6} aria-hidden />
        ) : mark === "no" ? (
          <IconX size={16} stroke={2.6} aria-hidden />
        ) : (
          <i aria-hidden>·</i>
        )}
        <span className="pf-hidden">{t(`workspace.why.mark.${mark}`)}</span>
      </span>
      <div className={classes.words}>
        <strong>{label}</strong>
        <span>{capitalised(sentence)}</span>
        <div className={classes.origin}>{children}</div>
      </div>
    </li>
  );
}

function PathLine({ path, nearest }: { path: Path; nearest: boolean }) {
  const { t } = useTranslation();
  const shut = path.gates.filter((gate) => !gate.open);
  return (
    <Line
      mark={nearest ? "no" : pathMark(path)}
      label={t(`workspace.why.path.${path.id}`)}
      sentence={path.sentence}
      strong={nearest || path.open || (path.leads && shut.length > 0)}
    >
      {path.leads && shut.length > 0 && (
        <div className={classes.shutBy}>{t("workspace.why.shutBy", { gates: shut.map((gate) => t(`workspace.why.gate.${gate.id}`)).join(", ") })}</div>
      )}
      <OriginLine origin={path.origin} />
    </Line>
  );
}
