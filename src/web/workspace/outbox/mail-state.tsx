import { useTranslation } from "react-i18next";
import type { listOutbox } from "#contract/administration.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { StateBadge, type StateTone } from "#web/ui/state-badge.tsx";

export type Mail = ResponseOf<typeof listOutbox>["items"][number];

const tones: Readonly<Record<Mail["state"], StateTone>> = { waiting: "waiting", kept: "inherited", sent: "done", failed: "shut" };
/** What needs somebody comes first. */
export const MAIL_STATES = ["failed", "kept", "waiting", "sent"] as const satisfies readonly Mail["state"][];

export function MailStateBadge({ state }: { state: Mail["state"] }) {
  const { t } = useTranslation();
  return <StateBadge tone={tones[state]}>{t(`workspace.outbox.state.${state}`)}</StateBadge>;
}
