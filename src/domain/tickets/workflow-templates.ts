/** Workflows to begin with: as ZEP has it (ZEP-13) and as OTRS, Znuny and OTOBO have it. */
import type { StatusType } from "#domain/access/facts.ts";
import type { Verdict } from "./follow-up.ts";
import type { StepAgents, WorkflowMode } from "./workflow.ts";

export const TEMPLATES = ["zep", "otrs"] as const;
export type TemplateName = (typeof TEMPLATES)[number];

export type TemplateStatus = {
  key: string;
  /** A status of its type that is called like one of these is taken as it is; else one is made under the first name. */
  names: readonly [string, ...string[]];
  labels: { en: string; de: string };
  statusType: StatusType;
  isDefaultOfType?: true;
  locks?: true;
  commentRequired?: true;
  assigns?: true;
  verdict?: Verdict;
  /** Key of the status that a waiting ticket becomes. */
  closesTo?: string;
};
export type TemplateStep = { from: readonly string[]; to: readonly string[]; agents: StepAgents | null; contacts?: true };
export type Template = { mode: WorkflowMode; statuses: readonly TemplateStatus[]; steps: readonly TemplateStep[] };

const zep: Template = {
  mode: "steps",
  statuses: [
    { key: "new", names: ["new"], labels: { en: "New", de: "Neu" }, statusType: "new", isDefaultOfType: true },
    {
      key: "inProcess",
      names: ["in process", "open"],
      labels: { en: "In process", de: "In Bearbeitung" },
      statusType: "open",
      isDefaultOfType: true,
      assigns: true,
    },
    { key: "done", names: ["done"], labels: { en: "Done", de: "Erledigt" }, statusType: "done", isDefaultOfType: true },
    // Of type open: what a contact rejects is not overlooked (docs/decisions/0029-status-workflow.md).
    { key: "rejected", names: ["rejected"], labels: { en: "Rejected", de: "Abgelehnt" }, statusType: "open", commentRequired: true, verdict: "rejected" },
    { key: "accepted", names: ["accepted"], labels: { en: "Accepted", de: "Angenommen" }, statusType: "closed", isDefaultOfType: true, verdict: "accepted" },
    { key: "billed", names: ["billed"], labels: { en: "Billed", de: "Abgerechnet" }, statusType: "closed", locks: true },
  ],
  steps: [
    { from: ["new"], to: ["inProcess", "rejected"], agents: "everybody" },
    { from: ["inProcess"], to: ["done", "rejected"], agents: "everybody" },
    { from: ["inProcess"], to: ["new"], agents: "administrators" },
    { from: ["done"], to: ["inProcess"], agents: "everybody", contacts: true },
    { from: ["done"], to: ["accepted", "rejected"], agents: "administrators", contacts: true },
    { from: ["rejected"], to: ["inProcess"], agents: "assignee" },
    { from: ["rejected"], to: ["new"], agents: "administrators" },
    { from: ["accepted"], to: ["inProcess", "billed"], agents: "administrators" },
    { from: ["billed"], to: ["accepted"], agents: "administrators" },
  ],
};

const waiting = ["pendingReminder", "autoSuccessful", "autoUnsuccessful"];
const closed = ["successful", "unsuccessful"];
const otrs: Template = {
  mode: "free",
  statuses: [
    { key: "new", names: ["new"], labels: { en: "New", de: "Neu" }, statusType: "new", isDefaultOfType: true },
    { key: "open", names: ["open"], labels: { en: "Open", de: "Offen" }, statusType: "open", isDefaultOfType: true },
    {
      key: "pendingReminder",
      names: ["pending reminder", "pending"],
      labels: { en: "Pending reminder", de: "Warten zur Erinnerung" },
      statusType: "pending",
      isDefaultOfType: true,
    },
    {
      key: "autoSuccessful",
      names: ["pending auto close+"],
      labels: { en: "Pending auto close+", de: "Warten auf erfolgreich schließen" },
      statusType: "pending",
      closesTo: "successful",
    },
    {
      key: "autoUnsuccessful",
      names: ["pending auto close-"],
      labels: { en: "Pending auto close-", de: "Warten auf erfolglos schließen" },
      statusType: "pending",
      closesTo: "unsuccessful",
    },
    {
      key: "successful",
      names: ["closed successful", "closed"],
      labels: { en: "Closed successful", de: "Erfolgreich geschlossen" },
      statusType: "closed",
      isDefaultOfType: true,
    },
    { key: "unsuccessful", names: ["closed unsuccessful"], labels: { en: "Closed unsuccessful", de: "Erfolglos geschlossen" }, statusType: "closed" },
  ],
  steps: [
    { from: ["new", "open", ...waiting, ...closed], to: ["open", ...waiting, ...closed], agents: "everybody" },
    { from: ["new", "open", ...waiting], to: ["successful"], agents: "everybody", contacts: true },
    { from: [...waiting, ...closed], to: ["open"], agents: "everybody", contacts: true },
  ],
};

export const WORKFLOW_TEMPLATES: Readonly<Record<TemplateName, Template>> = { zep, otrs };
