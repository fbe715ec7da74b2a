/** How much of a ticket a contact sees, as "why?" says it: a few words for each part, with the setting behind it. */
import type { ExplanationView } from "#contract/access.ts";
import type { ViewAnswer, ViewExplanation } from "#domain/access/explain-view.ts";
import type { Origin } from "#domain/access/facts.ts";
import { isSettingKey } from "#domain/settings/catalogue.ts";
import { findSettingRows } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type Names, presentOrigin } from "./present.ts";

/** Facts of the view do not say who set them: looked up where somebody asks. */
export async function withSetters(db: Queryable, { agentNames, colleagueNames, priority }: ViewExplanation): Promise<ViewExplanation> {
  return {
    agentNames: { ...agentNames, origin: await withSetter(db, agentNames.origin) },
    colleagueNames: { ...colleagueNames, origin: await withSetter(db, colleagueNames.origin) },
    priority: { ...priority, origin: await withSetter(db, priority.origin) },
  };
}

async function withSetter(db: Queryable, origin: Origin): Promise<Origin> {
  const key = origin.kind === "companySetting" ? origin.settingKey : origin.id;
  if ((origin.kind !== "companySetting" && origin.kind !== "setting") || !key || !isSettingKey(key)) return origin;
  const level = origin.kind === "setting" ? "installation" : "company";
  const rows = await findSettingRows(db, level === "company" ? { companyId: origin.id } : {}, [key]);
  const row = rows.find((one) => one.level === level);
  return row ? { ...origin, setBy: row.setBy, since: row.since.getTime() } : origin;
}

export const settersOf = (view: ViewExplanation | null): string[] => Object.values(view ?? {}).flatMap(({ origin }) => origin.setBy ?? []);

export function presentView({ agentNames, colleagueNames, priority }: ViewExplanation, names: Names): NonNullable<ExplanationView["view"]> {
  const part = <Value>({ value, origin }: ViewAnswer<Value>, reason: string) => ({
    value,
    reason,
    sentence: names.translate(`access.view.${reason}`, { name: origin.name }),
    origin: presentOrigin(origin, names),
  });
  return {
    agentNames: part(agentNames, `agentNames.${agentNames.billed ? "billed" : agentNames.value}`),
    colleagueNames: part(colleagueNames, `colleagueNames.${colleagueNames.value ? "shown" : "hidden"}`),
    priority: part(priority, `priority.${priority.value ? "shown" : "hidden"}`),
  };
}
