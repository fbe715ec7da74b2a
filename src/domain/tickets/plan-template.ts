/** What a template makes of the statuses and steps that are there: nothing is renamed, nothing vanishes, no ticket moves. */
import { isGone } from "./follow-up.ts";
import { type Status, type Step, stepKey } from "./workflow.ts";
import type { Template, TemplateStatus } from "./workflow-templates.ts";

export type NamedStatus = Status & { name: string; labels: { en?: string | undefined; de?: string | undefined } };
export type PlannedStatus = { outcome: "created" | "changed" | "closed" | "unchanged"; before: NamedStatus | null; after: NamedStatus };
export type TemplatePlan = { statuses: PlannedStatus[]; steps: Map<string, { fromId: string; toId: string } & Step> };

/** @param newId makes the id of a status that is not there yet. */
export function planTemplate(template: Template, known: readonly NamedStatus[], newId: () => string): TemplatePlan {
  const matches = matchStatuses(template, known);
  const ids = new Map(template.statuses.map(({ key }) => [key, matches.get(key)?.statusId ?? newId()]));
  const wanted = template.statuses.map((status, at) => ({
    before: matches.get(status.key) ?? null,
    after: shaped(status, at + 1, matches.get(status.key), ids),
  }));
  const taken = new Set(wanted.map(({ after }) => after.statusId));
  const others = known.filter(({ statusId }) => !taken.has(statusId));
  const planned = [
    ...wanted.map(({ before, after }) => ({ outcome: outcomeOf(before, after), before, after })),
    ...others.map((before, at) => {
      const after = isGone(before.statusType) ? { ...before, rank: wanted.length + at + 1 } : leftOut(before, wanted.length + at + 1);
      return { outcome: before.active && !after.active ? ("closed" as const) : outcomeOf(before, after), before, after };
    }),
  ];
  return { statuses: planned, steps: stepsOf(template, ids, others) };
}

const fold = (name: string): string => name.trim().toLowerCase();

/** By name, the first of its names first; each status once. */
function matchStatuses(template: Template, known: readonly NamedStatus[]): Map<string, NamedStatus> {
  const free = new Set(known);
  const matches = new Map<string, NamedStatus>();
  for (const { key, names, statusType } of template.statuses) {
    const candidates = names.flatMap((name) => [...free].filter((status) => status.statusType === statusType && fold(status.name) === fold(name)));
    if (candidates[0]) {
      matches.set(key, candidates[0]);
      free.delete(candidates[0]);
    }
  }
  return matches;
}

function shaped(status: TemplateStatus, rank: number, found: NamedStatus | undefined, ids: ReadonlyMap<string, string>): NamedStatus {
  const { key, names, labels, statusType, isDefaultOfType = false, locks = false, commentRequired = false, assigns = false, verdict = null, closesTo } = status;
  const closesToId = closesTo === undefined ? null : (ids.get(closesTo) ?? null);
  const flags = { statusType, isDefaultOfType, locks, commentRequired, assigns, verdict, closesToId, active: true, rank };
  return { statusId: ids.get(key) ?? "", name: found?.name ?? names[0], labels: found?.labels ?? labels, ...flags };
}

/** Tickets keep it, nobody chooses it any more. */
const leftOut = (before: NamedStatus, rank: number): NamedStatus => ({
  ...before,
  active: false,
  isDefaultOfType: false,
  verdict: null,
  closesToId: null,
  rank,
});

const flagsOf = ({ statusId: _id, rank: _rank, ...flags }: NamedStatus): string => JSON.stringify(Object.entries(flags).sort());
const outcomeOf = (before: NamedStatus | null, after: NamedStatus) =>
  before === null ? ("created" as const) : flagsOf(before) === flagsOf(after) ? ("unchanged" as const) : ("changed" as const);

/** As the template says; tickets in a status that it does not know can be taken up. */
function stepsOf(template: Template, ids: ReadonlyMap<string, string>, others: readonly NamedStatus[]): TemplatePlan["steps"] {
  const steps: TemplatePlan["steps"] = new Map();
  const add = (fromId: string, toId: string, step: Step) => {
    if (fromId !== toId) steps.set(stepKey(fromId, toId), { fromId, toId, ...step });
  };
  for (const { from, to, agents, contacts = false } of template.steps) {
    for (const fromKey of from) for (const toKey of to) add(ids.get(fromKey) ?? "", ids.get(toKey) ?? "", { agents, contacts });
  }
  const open = template.statuses.find(({ statusType, isDefaultOfType }) => statusType === "open" && isDefaultOfType);
  for (const { statusId, statusType } of others) {
    const isOver = statusType === "closed" || isGone(statusType);
    add(statusId, ids.get(open?.key ?? "") ?? "", { agents: isOver ? "administrators" : "everybody", contacts: !isOver });
  }
  return steps;
}
