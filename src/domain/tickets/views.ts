/** The portal's views of a contact's tickets (access-model, "Portal views"). */
import type { PathId, Scope } from "#domain/access/clause.ts";

export const PORTAL_VIEWS = ["all", "mine", "companies", "shared", "billed"] as const;
export type PortalView = (typeof PORTAL_VIEWS)[number];

const PATHS: Readonly<Record<PortalView, readonly PathId[]>> = {
  all: ["requester", "participant", "company", "family", "partner", "project"],
  mine: ["requester"],
  companies: ["company", "family", "partner", "project"],
  shared: ["participant"],
  billed: ["billing"],
};

export const scopeOfView = (scope: Scope, view: PortalView): Scope => ({
  ...scope,
  clauses: scope.clauses.filter((clause) => PATHS[view].includes(clause.path)),
});
