/** The tasks of a project as a tree, each with what can be done with it. */
import { ActionIcon, Button, Group, Menu, Skeleton, Text } from "@mantine/core";
import { IconArrowRight, IconDots, IconLock, IconLockOpen, IconPencil, IconPlus, IconSubtask } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTask, listTasks, type ProjectView, type TaskView } from "#contract/project.ts";
import { getProjectTime } from "#contract/time-entry.ts";
import { sumsWithBelow } from "#domain/projects/task-tree.ts";
import { hoursText } from "#domain/tickets/duration.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorState } from "#web/ui/error-state.tsx";
import { Link } from "#web/ui/link.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PlainTable } from "#web/workspace/frame/plain-table.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { MoveTaskDialog } from "./move-task-dialog.tsx";
import { TaskDialog } from "./task-dialog.tsx";

type Opened = { kind: "new"; parent: TaskView | null } | { kind: "change" | "move"; task: TaskView } | null;

export function Tasks({ project }: { project: ProjectView }) {
  const { t } = useTranslation();
  const tasks = useEndpoint(listTasks, { params: { id: project.id } });
  const time = useEndpoint(getProjectTime, { params: { id: project.id } });
  const [opened, setOpened] = useState<Opened>(null);
  const mayChange = project.can.includes("change");
  const add = mayChange && (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened({ kind: "new", parent: null })}>
      {t("workspace.task.new")}
    </Button>
  );
  const close = () => setOpened(null);
  if (tasks.error !== null) return <ErrorState message={problemText(tasks.error)} onRetry={() => void tasks.refetch()} />;
  if (tasks.data === undefined) return <Skeleton height={Math.max(1, project.taskCount) * 44 + 40} />;
  const { items } = tasks.data;
  const worked = sumsWithBelow(items, new Map(time.data?.tasks.map((one) => [one.taskId, one.worked])));
  return (
    <>
      {items.length === 0 ? (
        <EmptyState title={t("workspace.task.none")} action={add}>
          {t("workspace.task.noneHow")}
        </EmptyState>
      ) : (
        <>
          <PlainTable
            label={t("workspace.project.tasks")}
            minWidth={420}
            columns={[t("workspace.task.name"), t("workspace.task.hours"), t("workspace.record.state"), ""]}
          >
            {items.map((task) => (
              <Row key={task.id} task={task} worked={worked.get(task.id) ?? 0} mayChange={mayChange} open={setOpened} />
            ))}
          </PlainTable>
          <Group mt="sm">{add}</Group>
        </>
      )}
      {opened?.kind === "new" && <TaskDialog projectId={project.id} parent={opened.parent} task={null} onClose={close} />}
      {opened?.kind === "change" && <TaskDialog projectId={project.id} parent={null} task={opened.task} onClose={close} />}
      {opened?.kind === "move" && <MoveTaskDialog task={opened.task} onClose={close} />}
    </>
  );
}

function Hours({ worked, planned }: { worked: number; planned: number | null }) {
  const { t } = useTranslation();
  if (worked === 0 && planned === null)
    return (
      <Text component="span" size="sm" c="dimmed">
        –
      </Text>
    );
  const isOver = planned !== null && worked > planned;
  return (
    <Text
      component="span"
      size="sm"
      className="pf-number"
      style={{ whiteSpace: "nowrap" }}
      {...(isOver ? { c: "var(--pf-changed)", title: t("workspace.subtask.overPlanned") } : { c: "dimmed" })}
    >
      {planned === null
        ? t("workspace.time.hours", { hours: hoursText(worked) })
        : t("workspace.subtask.workedOf", { worked: hoursText(worked), planned: hoursText(planned) })}
    </Text>
  );
}

function Row({ task, worked, mayChange, open }: { task: TaskView; worked: number; mayChange: boolean; open: (opened: Opened) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const next = task.state === "active" ? "closed" : "active";
  const setState = useAction(() => call(changeTask, { params: { id: task.projectId, taskId: task.id }, body: { version: task.version, state: next } }), {
    done: t(next === "closed" ? "workspace.task.closed" : "workspace.task.reopened", { name: task.name }),
  });
  return (
    <tr>
      <td>
        <Group gap={6} wrap="nowrap" pl={task.depth * 24}>
          {task.depth > 0 && <IconSubtask size={14} stroke={1.7} color="var(--mantine-color-dimmed)" aria-hidden />}
          {may("ticket:read") ? (
            <Link to={`/tickets?state=all&project=${task.projectId}&task=${task.id}`}>{task.name}</Link>
          ) : (
            <Text component="span">{task.name}</Text>
          )}
        </Group>
      </td>
      <td style={{ width: 160 }}>
        <Hours worked={worked} planned={task.plannedMinutes} />
      </td>
      <td style={{ width: 120 }}>
        <RecordState state={task.state} />
      </td>
      <td style={{ width: 52 }}>
        {mayChange && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("workspace.task.actions", { name: task.name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open({ kind: "new", parent: task })}>
                {t("workspace.task.newBelow")}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => open({ kind: "change", task })}>
                {t("workspace.task.change")}
              </Menu.Item>
              <Menu.Item leftSection={<IconArrowRight size={16} aria-hidden />} onClick={() => open({ kind: "move", task })}>
                {t("workspace.task.move")}
              </Menu.Item>
              <Menu.Item
                leftSection={next === "closed" ? <IconLock size={16} aria-hidden /> : <IconLockOpen size={16} aria-hidden />}
                onClick={() => setState.mutate()}
              >
                {t(next === "closed" ? "workspace.task.close" : "workspace.task.reopen")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  );
}
