import type { z } from "zod";
import type { auditView, listSignInLog } from "#contract/administration.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { SETTING_KEYS } from "#domain/settings/catalogue.ts";
import type { Translate } from "#server/platform/i18n/translate.ts";
import type { AuditRow, SignInRow } from "./queries.ts";

type AuditView = z.infer<typeof auditView>;

/** The event with its sentence; `names` tells what the ids of the page are called. */
export function presentEvent(row: AuditRow, names: ReadonlyMap<string, string>, translate: Translate): AuditView {
  const actor = actorName(row, names, translate);
  const unknown = translate("audit.subject.unknown");
  const [company, contact] = [row.companyId, row.contactId].map((id) => id && (names.get(id) || unknown));
  const values = {
    actor,
    subject: subjectName(row, names, translate),
    company: company ?? unknown,
    contact: contact ?? unknown,
    /** The task of a project that the event is about. */
    task: rememberedText(row.after, "task") || rememberedText(row.before, "task") || unknown,
    /** Who has a right that the event is about. */
    holder: contact ?? company ?? translate("audit.subject.everybody"),
    settings: settingNames(row, translate) || unknown,
  };
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: actor },
    event: row.event,
    sentence: translate(`audit.${row.event}`, values),
    subject: { kind: row.subjectKind, id: row.subjectId },
    before: row.before,
    after: row.after,
    reason: row.reason,
  };
}

function actorName(row: AuditRow, names: ReadonlyMap<string, string>, translate: Translate): string {
  if (row.actorKind === "system" || row.actorKind === "nobody") return translate(`audit.actor.${row.actorKind}`);
  return (row.actorId && names.get(row.actorId)) || translate("audit.actor.unknown");
}

/** A record that is gone goes by the name that the event itself remembers. */
function subjectName(row: AuditRow, names: ReadonlyMap<string, string>, translate: Translate): string {
  if (row.subjectKind === "everybody") return translate("audit.subject.everybody");
  return (
    (row.subjectId && names.get(row.subjectId)) || rememberedText(row.after, "name") || rememberedText(row.before, "name") || translate("audit.subject.unknown")
  );
}

const rememberedText = (fields: unknown, name: "name" | "task"): string | undefined => {
  const text = typeof fields === "object" && fields !== null && name in fields ? (fields as Record<string, unknown>)[name] : undefined;
  return typeof text === "string" ? text : undefined;
};

/** Which settings the event is about, as the screens call them. */
function settingNames(row: AuditRow, translate: Translate): string {
  if (!row.event.startsWith("setting.")) return "";
  const keys = new Set([row.before, row.after].flatMap((fields) => (typeof fields === "object" && fields !== null ? Object.keys(fields) : [])));
  return [...keys].map((key) => ((SETTING_KEYS as readonly string[]).includes(key) ? translate(`setting.${key}.label`) : key)).join(", ");
}

export const presentSignIn = (row: SignInRow, translate: Translate): ResponseOf<typeof listSignInLog>["items"][number] => ({
  id: row.id,
  at: row.at.toISOString(),
  realm: row.realm,
  person: row.personId === null ? null : { id: row.personId, name: row.personName || translate("audit.actor.unknown") },
  outcome: row.outcome,
  network: row.network,
  client: row.client,
});
