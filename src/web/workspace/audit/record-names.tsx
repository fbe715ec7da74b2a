/** What records are called that an event knows by their ids; one that is gone keeps its id. */
import { getCompany } from "#contract/company.ts";
import { getContact } from "#contract/contact.ts";
import { getProject, listTasks } from "#contract/project.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

export function CompanyName({ id }: { id: string }) {
  return useEndpoint(getCompany, { params: { id } }, { staleMilliseconds: 60_000 }).data?.name ?? id;
}

export function ContactName({ id }: { id: string }) {
  return useEndpoint(getContact, { params: { id } }, { staleMilliseconds: 60_000 }).data?.name ?? id;
}

/** With the task, if one is meant. */
export function ProjectName({ id, taskId = null }: { id: string; taskId?: string | null | undefined }) {
  const project = useEndpoint(getProject, { params: { id } }, { staleMilliseconds: 60_000 });
  return (
    <>
      {project.data?.name ?? id}
      {taskId !== null && (
        <>
          {" › "}
          <TaskNames projectId={id} ids={[taskId]} />
        </>
      )}
    </>
  );
}

export function TaskNames({ projectId, ids }: { projectId: string; ids: readonly string[] }) {
  const formats = useFormats();
  const tasks = useEndpoint(listTasks, { params: { id: projectId } }, { staleMilliseconds: 60_000 });
  return formats.list(ids.map((id) => tasks.data?.items.find((task) => task.id === id)?.name ?? id));
}
