/** Made-up content for the page that shows the parts: names and texts that are nobody's. */
import type { ExplanationView, OriginView } from "#contract/access.ts";
import type { TablePage } from "#web/ui/page-line.tsx";

export type SampleRow = { id: string; name: string; city: string; people: number; changedAt: string; state: "active" | "suspended" | "closed" };

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

export const ROWS: readonly SampleRow[] = [
  { id: "1", name: "Müller AG", city: "Hannover", people: 41, changedAt: hoursAgo(0.1), state: "active" },
  { id: "2", name: "Thornleigh Group plc", city: "Leeds", people: 1204, changedAt: hoursAgo(5), state: "active" },
  {
    id: "3",
    name: "Gesellschaft für angewandte Zustandsüberwachung und Instandhaltung mbH & Co. KG",
    city: "Nörten-Hardenberg",
    people: 7,
    changedAt: hoursAgo(80),
    state: "suspended",
  },
  { id: "4", name: "Bäckerei Kornmann e. K.", city: "Alfeld", people: 2, changedAt: hoursAgo(9000), state: "closed" },
];

/** The second page of a long list. */
export const pageWith = (more: Partial<TablePage<SampleRow>> = {}): TablePage<SampleRow> => ({
  items: ROWS,
  total: 1204,
  totalIsLowerBound: false,
  from: 51,
  to: 54,
  newer: () => undefined,
  older: () => undefined,
  isFirstLoad: false,
  isStale: false,
  ...more,
});

const from = (kind: OriginView["kind"], name: string): OriginView => ({
  kind,
  id: null,
  name,
  setBy: { id: "00000000-0000-7000-8000-000000000001", name: "Eva Ott" },
  since: hoursAgo(2000),
  link: null,
});

const gates: ExplanationView["gates"] = [
  { id: "queue", open: true, reason: "", sentence: "Hardware: edit, from Müller AG on group Hardware (own company)", origin: from("groupRight", "Hardware") },
  { id: "window", open: true, reason: "", sentence: "Not older than 1 Jan 2024", origin: from("setting", "tickets.hideBefore") },
];

export const explanation = (allowed: boolean): ExplanationView => ({
  allowed,
  verb: "read",
  headline: allowed ? "Yes" : "No: the queue's group is not open to Müller AG",
  contact: { id: "00000000-0000-7000-8000-000000000002", name: "Anna Berger" },
  ticket: {
    id: "00000000-0000-7000-8000-000000000003",
    number: "20260314",
    subject: "The printer is silent",
    queueName: "Support::Hardware",
    companyName: "Müller AG",
  },
  door: [
    { id: "contactState", open: true, reason: "", sentence: "Anna Berger is active", origin: from("contact", "Anna Berger") },
    { id: "membership", open: true, reason: "", sentence: "Müller AG is open for the portal", origin: from("membership", "Müller AG") },
  ],
  gates: gates.map((gate) =>
    gate.id === "queue" ? { ...gate, open: allowed, sentence: allowed ? gate.sentence : "Müller AG has no right on group Hardware" } : gate,
  ),
  paths: [
    { id: "company", leads: true, open: allowed, reason: "", sentence: "role Advanced in Müller AG", origin: from("membership", "Müller AG"), gates },
    { id: "requester", leads: false, open: false, reason: "", sentence: "the contact is Jan Roth", origin: from("ticket", "20260314"), gates: [] },
    { id: "participant", leads: false, open: false, reason: "", sentence: "nobody was added", origin: from("ticket", "20260314"), gates: [] },
  ],
  verbs: allowed ? ["read", "reply"] : [],
  view: allowed
    ? {
        agentNames: { value: "firstName", reason: "agentNames.firstName", sentence: "agents by first name", origin: from("companySetting", "Müller AG") },
        colleagueNames: { value: true, reason: "colleagueNames.shown", sentence: "names of colleagues", origin: from("setting", "view.colleagueNames") },
        priority: { value: false, reason: "priority.hidden", sentence: "no priority", origin: from("companySetting", "Müller AG") },
        dueDate: { value: true, reason: "dueDate.shown", sentence: "the due date", origin: from("setting", "view.dueDate") },
        hours: { value: "billed", reason: "hours.billed", sentence: "billed hours", origin: from("companySetting", "Müller AG") },
      }
    : null,
  nearest: null,
  mergedIntoId: null,
});
