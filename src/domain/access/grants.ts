/** What grants on projects cover, as data that both interpreters of a Scope read (access-model, "Grants"). */
import { among } from "./among.ts";
import type { Access, EffectiveGrant } from "./effective-access.ts";
import type { GrantFact } from "./facts.ts";
import type { Verb } from "./verbs.ts";

/** A (project, task) pair of a ticket. */
export type ProjectPair = { projectId: string; taskId: string | null };
export const pairKey = ({ projectId, taskId }: ProjectPair): string => `${projectId} ${taskId ?? ""}`;

/** The pairs that some grants cover. */
export type Covered = {
  /** Projects of which every pair is covered. */
  projects: readonly string[];
  /** Projects of which tickets without a task are covered. */
  withoutTask: readonly string[];
  /** Covered tasks, by grant. */
  listed: readonly { grantId: string; projectId: string; taskIds: readonly string[] }[];
};

export function coveredBy(grants: readonly GrantFact[]): Covered {
  const projectsOf = (tasks: GrantFact["tasks"]) =>
    [...new Set(grants.filter((grant) => grant.tasks === tasks).map((grant) => grant.project.projectId))].sort();
  return {
    projects: projectsOf("all"),
    withoutTask: projectsOf("existing"),
    listed: grants.filter((grant) => grant.tasks !== "all").map(({ grantId, project, taskIds }) => ({ grantId, projectId: project.projectId, taskIds })),
  };
}

export function covers(covered: Covered, { projectId, taskId }: ProjectPair): boolean {
  if (among(covered.projects, projectId)) return true;
  if (taskId === null) return among(covered.withoutTask, projectId);
  return covered.listed.some((grant) => grant.projectId === projectId && among(grant.taskIds, taskId));
}

/** The projects on which anything is covered. */
export const coveredProjects = ({ projects, listed }: Covered): string[] => [...new Set([...projects, ...listed.map((grant) => grant.projectId)])];

export const grantCovers = (grant: GrantFact, pair: ProjectPair): boolean => covers(coveredBy([grant]), pair);

/** Grants that carry and let the verb through the gate *project*: read-only ones only `read`. */
export const openGrants = (access: Access, verb: Verb): EffectiveGrant[] =>
  access.grants.filter((grant) => grant.obstacle === null && (verb === "read" || !grant.readOnly));
