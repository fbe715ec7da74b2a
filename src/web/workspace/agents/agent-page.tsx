/** One agent: profile, permissions, and rights on groups. */
import { Group, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { getAgent } from "#contract/session.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { PageProblem } from "#web/workspace/frame/page-problem.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { RecordState } from "#web/workspace/frame/record-state.tsx";
import { usePathId } from "#web/workspace/frame/use-path-id.ts";
import { useMay } from "#web/workspace/session/session.ts";
import { AgentProfile } from "./agent-profile.tsx";
import { AgentRights } from "./agent-rights.tsx";

export function AgentPage() {
  const { t } = useTranslation();
  const may = useMay();
  const id = usePathId();
  const agent = useEndpoint(getAgent, { params: { id } });
  useCrumbs({ label: t("workspace.nav.agents"), to: "/agents" }, { label: agent.data?.name ?? "" });
  if (agent.error !== null) return <PageProblem error={agent.error} onRetry={() => void agent.refetch()} />;
  if (agent.data === undefined) return <Skeleton height={320} />;
  return (
    <>
      <PageHeader
        title={agent.data.name}
        below={
          <Group gap="sm">
            <RecordState state={agent.data.state} />
            <span>{agent.data.login}</span>
            <span>{agent.data.email}</span>
            {agent.data.administrator && <span>{t("workspace.agent.administrator")}</span>}
          </Group>
        }
      />
      <Stack gap="xl" maw={860}>
        <AgentProfile key={`profile ${id}`} agent={agent.data} />
        {may("access:read") && <AgentRights key={`rights ${id}`} agent={agent.data} />}
      </Stack>
    </>
  );
}
