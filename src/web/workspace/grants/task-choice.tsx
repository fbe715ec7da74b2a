/** Several tasks of a project, ticked in their tree; a task stands for what lies below it. */
import { Checkbox, Input, ScrollArea, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listTasks } from "#contract/project.ts";
import { withAllBelow } from "#domain/projects/task-tree.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

type Given = { projectId: string; values: readonly string[]; onChange: (values: string[]) => void; error?: string | undefined };

export function TaskChoice({ projectId, values, onChange, error }: Given) {
  const { t } = useTranslation();
  const tasks = useEndpoint(listTasks, { params: { id: projectId } }, { staleMilliseconds: 60_000 });
  const items = tasks.data?.items ?? [];
  const toggle = (id: string) => {
    const below = withAllBelow(items, [id]);
    onChange(values.includes(id) ? values.filter((one) => !below.includes(one)) : [...new Set([...values, ...below])]);
  };
  return (
    <Input.Wrapper label={t("workspace.project.tasks")} labelElement="div" description={t("workspace.grant.taskChoiceHint")} error={error}>
      <ScrollArea.Autosize mah={220} type="auto" mt={6}>
        <Stack gap={6}>
          {items.map((task) => (
            <Checkbox key={task.id} pl={task.depth * 24} label={task.name} checked={values.includes(task.id)} onChange={() => toggle(task.id)} />
          ))}
          {tasks.data !== undefined && items.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("workspace.task.none")}
            </Text>
          )}
        </Stack>
      </ScrollArea.Autosize>
    </Input.Wrapper>
  );
}
