/** A status as the rules see it. */
import type { Status, Workflow } from "#domain/tickets/workflow.ts";
import type { StatusRow } from "./queries.ts";

export const statusOf = ({ id, state, name: _name, labels: _labels, version: _version, ...same }: StatusRow): Status => ({
  ...same,
  statusId: id,
  active: state === "active",
});

export const statusesOf = (rows: readonly StatusRow[]): Pick<Workflow, "statuses"> => ({ statuses: new Map(rows.map((row) => [row.id, statusOf(row)])) });
