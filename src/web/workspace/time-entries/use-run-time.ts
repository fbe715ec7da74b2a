import { getProject } from "#contract/project.ts";
import type { RunTime } from "#domain/tickets/time-entry.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useMay } from "#web/workspace/session/session.ts";

/** Of a project, as far as it is known. */
export function useRunTime(projectId: string | null): RunTime | null {
  const may = useMay();
  const project = useEndpoint(
    getProject,
    { params: { id: projectId ?? "" } },
    { enabled: projectId !== null && may("company:read"), staleMilliseconds: 60_000 },
  );
  return project.data ?? null;
}
