/** One group: its queues, and the rights on it from the other side: everybody, companies, contacts. */
import { Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { getGroup, listQueues } from "#contract/master-data.ts";
import { Link } from "#web/ui/link.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { usePathId } from "#web/workspace/frame/use-path-id.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { GroupDialog } from "./group-dialog.tsx";
import { GroupRights } from "./group-rights.tsx";

export function GroupPage() {
  const { t } = useTranslation();
  const may = useMay();
  const id = usePathId();
  const [opened, dialog] = useDisclosure();
  const group = useEndpoint(getGroup, { params: { id } });
  const queues = useAll(listQueues, { query: { groupId: id } });
  useCrumbs(
    { label: t("workspace.nav.access"), to: "/access" },
    { label: t("workspace.access.part.groups"), to: "/access/groups" },
    { label: group.data?.name ?? "" },
  );
  if (group.error !== null) return <PageProblem error={group.error} onRetry={() => void group.refetch()} />;
  if (group.data === undefined) return <Skeleton height={320} />;
  return (
    <>
      <PageHeader
        title={group.data.name}
        actions={
          may("access:write") && (
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={dialog.open}>
              {t("workspace.access.editGroup")}
            </Button>
          )
        }
        below={
          <Group gap="sm">
            <RecordState state={group.data.state} />
            <span>{group.data.comment}</span>
          </Group>
        }
      />
      <Stack gap="xl">
        <section>
          <Title order={2} mb="xs">
            {t("workspace.access.part.queues")}
          </Title>
          {queues.data?.length === 0 && <Text c="dimmed">{t("workspace.access.groupWithoutQueues")}</Text>}
          <Text>
            {(queues.data ?? []).map((queue, index) => (
              <span key={queue.id}>
                {index > 0 && ", "}
                <Link to={`/access/queues?q=${encodeURIComponent(queue.name)}`}>{queue.name}</Link>
              </span>
            ))}
          </Text>
        </section>
        <GroupRights key={id} group={group.data} />
      </Stack>
      {opened && <GroupDialog group={group.data} onClose={dialog.close} />}
    </>
  );
}
