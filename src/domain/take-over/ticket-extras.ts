/** What tickets carry beyond their own columns: type, worked time, links, pending date; and where merged ones went. */
import type { OwnFields, OwnFieldValues } from "./own-fields.ts";
import { cell, namesOf, type Raw, type Tables } from "./raw.ts";
import type { SourceClock } from "./source-time.ts";

const ticketObject = "Ticket";
const parentChild = "ParentChild";

/**
 * Merged ticket → the ticket it went into. The merge linked that one as parent; where a merged ticket has several parents or
 * none, its history says it: "Merged Ticket (number/id) to (number/id)".
 */
export function mergedTargets(tables: Tables, historyRows: readonly Raw[]): Map<string, string> {
  const targets = new Map<string, string>();
  const parents = new Map<string, Set<string>>();
  const names = linkNames(tables);
  for (const row of tables("link_relation").rows) {
    if (names.type(row) !== parentChild || names.source(row) !== ticketObject || names.target(row) !== ticketObject) continue;
    const child = cell(row, "target_key");
    parents.set(child, (parents.get(child) ?? new Set()).add(cell(row, "source_key")));
  }
  for (const [child, of] of parents) if (of.size === 1) targets.set(child, [...of][0] ?? "");
  for (const row of historyRows) {
    const merged = mergeEntry.exec(cell(row, "name"));
    if (merged?.[1] && merged[2]) targets.set(merged[1], merged[2]);
  }
  return targets;
}

/** Entry of `ticket_history.name`: ids of the merged ticket and of its target. */
export const mergeEntry = /^Merged Ticket \([^()/]*\/(\d+)\) to \([^()/]*\/(\d+)\)/;

/** Reader of the values of one ticket row that are kept as own fields. */
export function ticketExtras(tables: Tables, fields: OwnFields, clock: SourceClock): (row: Raw) => OwnFieldValues {
  const types = namesOf(tables("ticket_type"));
  const slas = namesOf(tables("sla"));
  const agents = new Map(tables("users").rows.map((row) => [cell(row, "id"), cell(row, "login")]));
  const times = workedTimes(tables, agents, clock);
  const links = linksByTicket(tables);
  const keep = (values: OwnFieldValues, name: string, label: string, value: unknown, type?: "instant") => {
    if (value === undefined || value === "" || value === null) return;
    fields.define("ticket", name, label, type ?? (typeof value === "number" ? "number" : typeof value === "object" ? "json" : "text"));
    values[name] = value;
  };
  return (row) => {
    const id = cell(row, "id");
    const values: OwnFieldValues = { ...fields.dynamic("ticket", id) };
    const worked = times.get(id);
    const responsible = cell(row, "responsible_user_id");
    const until = Number(cell(row, "until_time"));
    keep(values, "otrs:type", "Type", types.get(cell(row, "type_id")));
    keep(values, "otrs:sla", "SLA", slas.get(cell(row, "sla_id")) ?? cell(row, "sla_id"));
    keep(values, "otrs:responsible", "Responsible", responsible === "1" ? "" : (agents.get(responsible) ?? ""));
    keep(values, "otrs:pendingUntil", "Pending until", until > 0 ? new Date(until * 1000).toISOString() : "", "instant");
    keep(
      values,
      "otrs:timeUnits",
      "Time units",
      worked?.reduce((sum, time) => sum + time.units, 0),
    );
    keep(values, "otrs:times", "Worked times", worked);
    keep(values, "otrs:links", "Links", links.get(id));
    return values;
  };
}

type WorkedTime = { units: number; agent: string; at: string; article: string };

function workedTimes(tables: Tables, agents: ReadonlyMap<string, string>, clock: SourceClock): Map<string, WorkedTime[]> {
  const times = new Map<string, WorkedTime[]>();
  for (const row of tables("time_accounting").rows) {
    const at = clock(cell(row, "create_time"));
    const time = {
      units: Number(cell(row, "time_unit")) || 0,
      agent: agents.get(cell(row, "create_by")) ?? "",
      at: at === null ? "" : new Date(at).toISOString(),
      article: cell(row, "article_id"),
    };
    const ticket = cell(row, "ticket_id");
    times.set(ticket, [...(times.get(ticket) ?? []), time]);
  }
  return times;
}

type Link = { type: string; direction: "parent" | "child" | "both"; object: string; key: string };

/** Both sides of every link; the other ticket by its number, other objects by their key. */
function linksByTicket(tables: Tables): Map<string, Link[]> {
  const numbers = new Map(tables("ticket").rows.map((row) => [cell(row, "id"), cell(row, "tn")]));
  const names = linkNames(tables);
  const links = new Map<string, Link[]>();
  const add = (ticket: string, link: Link) => links.set(ticket, [...(links.get(ticket) ?? []), link]);
  for (const row of tables("link_relation").rows) {
    const type = names.type(row);
    const ends = { source: cell(row, "source_key"), target: cell(row, "target_key") };
    const keyOf = (object: string, key: string) => (object === ticketObject ? (numbers.get(key) ?? key) : key);
    const directed = type === parentChild;
    if (names.source(row) === ticketObject) {
      add(ends.source, { type, direction: directed ? "child" : "both", object: names.target(row), key: keyOf(names.target(row), ends.target) });
    }
    if (names.target(row) === ticketObject) {
      add(ends.target, { type, direction: directed ? "parent" : "both", object: names.source(row), key: keyOf(names.source(row), ends.source) });
    }
  }
  return links;
}

function linkNames(tables: Tables): Record<"type" | "source" | "target", (row: Raw) => string> {
  const types = namesOf(tables("link_type"));
  const objects = namesOf(tables("link_object"));
  return {
    type: (row) => types.get(cell(row, "type_id")) ?? "",
    source: (row) => objects.get(cell(row, "source_object_id")) ?? "",
    target: (row) => objects.get(cell(row, "target_object_id")) ?? "",
  };
}
