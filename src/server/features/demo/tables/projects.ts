/** Projects with their tasks, who has a grant on them, and categories. */
import type { CompanyKey } from "./companies.ts";
import type { Named, QueueKey } from "./groups.ts";

/** `queues`: where its tickets lie. `hours`: planned. `since`: days before the start. */
export type TaskRow = { name: string; since: number; queues?: readonly QueueKey[]; below?: string; closed?: true; hours?: number };
export type GrantRow = {
  person: string;
  /** Names are of tasks. */
  tasks: "all" | "existing" | readonly string[];
  readOnly?: true;
  scope?: "withoutContact" | "wholeProject";
  hours?: "billed" | "worked";
  /** Days before the start. */
  since: number;
  /** Days from the start, negative before it. */
  until?: number;
};
export type ProjectRow = {
  number: string;
  /** Of an internal one in the language of the installation, else in the company's. */
  name: string | Named;
  company: CompanyKey | null;
  since: number;
  closed?: true;
  comment?: string;
  tasks: readonly TaskRow[];
  grants: readonly GrantRow[];
};

export const projects: readonly ProjectRow[] = [
  {
    number: "FA-24-03",
    name: "Umbau Halle 3",
    company: "antriebe",
    since: 170,
    comment: "Festpreis bis zur Abnahme, danach nach Aufwand",
    tasks: [
      { name: "Netz", since: 170, queues: ["network"] },
      { name: "Verkabelung", since: 168, below: "Netz" },
      { name: "Arbeitsplätze", since: 168, hours: 40, queues: ["hardware", "printing"] },
      { name: "Abnahme", since: 16, hours: 8, queues: ["helpdesk"] },
    ],
    grants: [
      { person: "Dirk Hagedorn", tasks: "all", scope: "wholeProject", hours: "worked", since: 165 },
      { person: "Anna Berger", tasks: "existing", since: 160 },
      { person: "Franziska Böhm", tasks: ["Arbeitsplätze"], readOnly: true, since: 120 },
      { person: "Jan Roth", tasks: "all", since: 150 },
    ],
  },
  {
    number: "FA-24-07",
    name: "ERP-Einführung",
    company: "antriebe",
    since: 120,
    tasks: [
      { name: "Stammdaten", since: 118, queues: ["business"] },
      { name: "Schnittstellen", since: 118 },
      { name: "Schulung", since: 40 },
    ],
    grants: [
      { person: "Anna Berger", tasks: "all", since: 110 },
      { person: "Dirk Hagedorn", tasks: "all", since: 110 },
      { person: "Volker Meinecke", tasks: "all", readOnly: true, since: 90 },
    ],
  },
  {
    number: "FA-23-11",
    name: "Umstieg auf neue Rechner",
    company: "falkenried",
    since: 330,
    closed: true,
    tasks: [{ name: "Austausch", since: 330, queues: ["hardware"], closed: true }],
    grants: [
      { person: "Claudia Wiemann", tasks: "all", scope: "wholeProject", since: 320 },
      { person: "Katrin Loos", tasks: "all", since: 320, until: -60 },
    ],
  },
  {
    number: "TH-31",
    name: "Packing hall refit",
    company: "foods",
    since: 165,
    comment: "Fixed price until handover, then by the hour",
    tasks: [
      { name: "Network", since: 165, queues: ["network"] },
      { name: "Cabling", since: 164, below: "Network" },
      { name: "Workplaces", since: 164, hours: 40, queues: ["hardware", "printing"] },
      { name: "Handover", since: 15, hours: 8, queues: ["helpdesk"] },
    ],
    grants: [
      { person: "Susan Hebden", tasks: "all", scope: "wholeProject", hours: "worked", since: 160 },
      { person: "Oliver Grant", tasks: "existing", since: 155 },
      { person: "Priya Nair", tasks: ["Workplaces"], readOnly: true, since: 110 },
      { person: "Callum Reid", tasks: "all", since: 150 },
    ],
  },
  {
    number: "TH-32",
    name: "ERP roll-out",
    company: "foods",
    since: 115,
    tasks: [
      { name: "Master data", since: 113, queues: ["business"] },
      { name: "Interfaces", since: 113 },
      { name: "Training", since: 38 },
    ],
    grants: [
      { person: "Oliver Grant", tasks: "all", since: 108 },
      { person: "Susan Hebden", tasks: "all", since: 108 },
      { person: "Ewan Frost", tasks: "all", since: 100, until: -20 },
    ],
  },
  {
    number: "KA-12",
    name: "Neue Station 5",
    company: "auental",
    since: 140,
    tasks: [
      { name: "Geräte", since: 140, queues: ["hardware", "printing"] },
      { name: "Netz", since: 138, queues: ["network"] },
    ],
    grants: [
      { person: "Johanna Reuter", tasks: "all", scope: "wholeProject", since: 138 },
      { person: "Georg Nolte", tasks: "all", since: 100 },
      { person: "Markus Stamm", tasks: ["Geräte"], scope: "withoutContact", since: 96 },
    ],
  },
  {
    number: "INT-02",
    name: { de: "Überwachung der Kundennetze", en: "Monitoring of customer networks" },
    company: null,
    since: 300,
    tasks: [],
    grants: [{ person: "Uwe Kappel", tasks: "all", readOnly: true, since: 290 }],
  },
];

export type CategoryRow = { name: Named; confidential?: true; queues: readonly QueueKey[] };
export const categories: readonly CategoryRow[] = [
  { name: { de: "Störung", en: "Fault" }, queues: ["hardware", "printing", "network", "server"] },
  { name: { de: "Frage", en: "Question" }, queues: ["office", "business", "helpdesk"] },
  { name: { de: "Wunsch", en: "Wish" }, queues: ["orders"] },
  { name: { de: "Beschwerde", en: "Complaint" }, confidential: true, queues: [] },
];
