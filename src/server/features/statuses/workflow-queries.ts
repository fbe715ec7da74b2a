/** The workflow as its rule asks for it: all statuses and steps, which are few. */
import { sql } from "kysely";
import { type Status, type Step, stepKey, WORKFLOW_MODES, type Workflow } from "#domain/tickets/workflow.ts";
import { installationSetting } from "#server/features/settings/setting-queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";

type WorkflowRow = { mode: unknown; statuses: Status[]; steps: (Step & { fromId: string; toId: string })[] | null };

export async function loadWorkflow(db: Queryable): Promise<Workflow> {
  const { rows } = await sql<WorkflowRow>`
    with chosen as (select ${installationSetting("tickets.workflow")} as mode)
    select mode,
      (select json_agg(json_build_object('statusId', status_id, 'statusType', status_type, 'active', state = 'active', 'isDefaultOfType', is_default_of_type,
        'rank', rank, 'locks', locks, 'commentRequired', comment_required, 'assigns', assigns, 'verdict', verdict, 'closesToId', closes_to_id) order by rank)
        from ticket_status) as statuses,
      case when mode = '"steps"' then (select json_agg(json_build_object('fromId', from_status_id, 'toId', to_status_id, 'agents', agents, 'contacts', contacts))
        from status_step) end as steps
    from chosen`.execute(db);
  const [row] = rows;
  return {
    mode: WORKFLOW_MODES.find((mode) => mode === row?.mode) ?? "free",
    statuses: new Map((row?.statuses ?? []).map((status) => [status.statusId, status])),
    steps: new Map((row?.steps ?? []).map(({ fromId, toId, ...step }) => [stepKey(fromId, toId), step])),
  };
}
