/** States of companies, contacts, agents, groups and queues, as words with a shape. */
import { useTranslation } from "react-i18next";
import { StateBadge, type StateTone } from "#web/ui/state-badge.tsx";

type State = "active" | "invited" | "suspended" | "closed";
const tones: Readonly<Record<State, StateTone>> = { active: "open", invited: "new", suspended: "waiting", closed: "shut" };

export const RECORD_STATES = ["active", "suspended", "closed"] as const;
export type RecordStateName = (typeof RECORD_STATES)[number];

/** The state of an address; anything else is none. */
export const recordStateFrom = (text: string | undefined): RecordStateName | undefined => RECORD_STATES.find((state) => state === text);

export function RecordState({ state }: { state: State }) {
  const { t } = useTranslation();
  return <StateBadge tone={tones[state]}>{t(`workspace.state.${state}`)}</StateBadge>;
}

/** Beside a name, where a column of states has no room: all but the usual one. */
export function NarrowState({ state }: { state: State }) {
  if (state === "active") return null;
  return (
    <span data-narrow>
      {" "}
      <RecordState state={state} />
    </span>
  );
}
