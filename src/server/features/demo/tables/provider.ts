/** The provider of the demo: its name, its agents, and what they may do. */
import type { AgentPermission } from "#domain/agent-permissions.ts";
import type { GroupKey } from "./groups.ts";

export const provider = { name: "Tannhof Systemhaus", domain: "tannhof.example" } as const;
export const timeZone = "Europe/Berlin";

/** Everybody's. It is known to all the world: the demo is for trying out only. */
export const demoPassword = "pforte-demo";

export type AgentRow = {
  first: string;
  last: string;
  language: "de" | "en" | null;
  administrator?: true;
  permissions?: readonly AgentPermission[];
  /** Groups that this agent edits, and groups that are only read. */
  edits?: readonly GroupKey[];
  reads?: readonly GroupKey[];
  /** Days before the start when the agent came. */
  since: number;
  /** Days before the start when the agent left. */
  left?: number;
};

const everywhere: readonly GroupKey[] = ["helpdesk", "workplace", "software", "network", "server", "security", "contracts", "maintenance"];

/** The first one set the installation up. */
export const agents = {
  eva: { first: "Eva", last: "Ott", language: null, administrator: true, since: 560 },
  sabine: {
    first: "Sabine",
    last: "Rothe",
    language: null,
    permissions: ["company:write", "contact:write", "access:write", "audit:read"],
    edits: [...everywhere, "personnel"],
    since: 548,
  },
  jonas: { first: "Jonas", last: "Brandt", language: "de", edits: ["helpdesk", "workplace", "software"], reads: ["network", "maintenance"], since: 540 },
  mirjam: { first: "Mirjam", last: "Keller", language: "de", edits: ["network", "server", "maintenance"], reads: ["helpdesk", "security"], since: 540 },
  tom: { first: "Tom", last: "Whitfield", language: "en", edits: ["helpdesk", "workplace", "software", "network"], reads: ["server"], since: 420 },
  amara: { first: "Amara", last: "Osei", language: "en", edits: ["helpdesk", "workplace", "software", "contracts"], reads: ["network"], since: 390 },
  deniz: {
    first: "Deniz",
    last: "Arslan",
    language: null,
    permissions: ["audit:read"],
    edits: ["security", "network", "server"],
    reads: ["helpdesk"],
    since: 365,
  },
  lukas: { first: "Lukas", last: "Vogt", language: "de", edits: ["helpdesk"], reads: ["workplace", "software"], since: 110 },
  petra: { first: "Petra", last: "Lang", language: "de", edits: ["helpdesk", "workplace"], since: 540, left: 75 },
} as const satisfies Record<string, AgentRow>;

export type AgentKey = keyof typeof agents;
export const agentKeys = Object.keys(agents) as AgentKey[];
