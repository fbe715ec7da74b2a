/** How much of a ticket a contact sees, as "why?" says it: a few words for each part, with the setting behind it. */
import type { ExplanationView } from "#contract/access.ts";
import { VIEW_PARTS, type ViewAnswer, type ViewExplanation } from "#domain/access/explain-view.ts";
import { findSettingRows } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { type Names, presentOrigin } from "./present.ts";

const keys = VIEW_PARTS.map((part) => `view.${part}` as const);

/** Facts of the view do not say who set them: looked up where somebody asks, once for each company whose setting holds. */
export async function withSetters(db: Queryable, view: ViewExplanation): Promise<ViewExplanation> {
  const companyIds = new Set(VIEW_PARTS.flatMap((part) => (view[part].origin.kind === "companySetting" ? view[part].origin.id : [])));
  const found = await Promise.all(
    [...(companyIds.size > 0 ? companyIds : [null])].map(async (companyId) => ({ companyId, rows: await findSettingRows(db, { companyId }, keys) })),
  );
  const withSetter = <Value>(answer: ViewAnswer<Value>): ViewAnswer<Value> => {
    const { origin } = answer;
    const ofCompany = origin.kind === "companySetting";
    const rows = (ofCompany ? found.find(({ companyId }) => companyId === origin.id) : found[0])?.rows ?? [];
    const row = rows.find(({ key, level }) => key === (ofCompany ? origin.settingKey : origin.id) && level === (ofCompany ? "company" : "installation"));
    return row ? { ...answer, origin: { ...origin, setBy: row.setBy, since: row.since.getTime() } } : answer;
  };
  return {
    agentNames: withSetter(view.agentNames),
    colleagueNames: withSetter(view.colleagueNames),
    priority: withSetter(view.priority),
    dueDate: withSetter(view.dueDate),
    hours: withSetter(view.hours),
  };
}

export const settersOf = (view: ViewExplanation | null): string[] => Object.values(view ?? {}).flatMap(({ origin }) => origin.setBy ?? []);

export function presentView({ agentNames, colleagueNames, priority, dueDate, hours }: ViewExplanation, names: Names): NonNullable<ExplanationView["view"]> {
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
    dueDate: part(dueDate, `dueDate.${dueDate.value ? "shown" : "hidden"}`),
    hours: part(hours, `hours.${hours.billed ? "always" : hours.origin.kind === "grant" ? `granted.${hours.value}` : hours.value}`),
  };
}
