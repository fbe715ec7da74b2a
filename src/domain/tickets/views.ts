/** The portal's views of a contact's tickets (access-model, "Portal views"). */
import type { PathId, Scope } from "#domain/access/scope.ts";

export type PortalView = "all" | "mine" | "companies" | "shared";

const PATHS: Readonly<Record<PortalView, readonly PathId[]>> = {
  all: ["requester", "participant", "company", "partner"],
  mine: ["requester"],
  companies: ["company", "partner"],
  shared: ["participant"],
};

export const scopeOfView = (scope: Scope, view: PortalView): Scope => ({
  ...scope,
  clauses: scope.clauses.filter((clause) => PATHS[view].includes(clause.path)),
});
