/** On a ticket that was merged: where the conversation goes on, as far as this agent may read it there. */
import { Alert, Button, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { getTicket } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { Link } from "#web/ui/link.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useUnmerge } from "./merging/use-merge.ts";

export function MergedNote({ ticket, targetId }: { ticket: AgentTicketView; targetId: string }) {
  const { t } = useTranslation();
  const unmerge = useUnmerge();
  const mayUndo = ticket.unmergeUntil !== null && Date.parse(ticket.unmergeUntil) > Date.now();
  const target = useEndpoint(getTicket, { params: { id: targetId } });
  if (target.isPending) return <Skeleton height={48} mb="md" />;
  return (
    <Alert color="gray" mb="md">
      {target.data === undefined ? (
        t("workspace.ticket.mergedElsewhere")
      ) : (
        <>
          {t("workspace.ticket.merged")}{" "}
          <Link to={`/tickets/${targetId}`} className="pf-link">
            #{target.data.number} {target.data.subject}
          </Link>
        </>
      )}
      {mayUndo && target.data !== undefined && (
        <div>
          <Button variant="default" size="compact-sm" mt="xs" loading={unmerge.isPending} onClick={() => unmerge.mutate([ticket.id])}>
            {t("workspace.merge.undo")}
          </Button>
        </div>
      )}
    </Alert>
  );
}
