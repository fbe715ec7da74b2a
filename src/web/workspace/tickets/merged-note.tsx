/** On a ticket that was merged: where the conversation goes on, as far as this agent may read it there. */
import { Alert, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { getTicket } from "#contract/ticket.ts";
import { Link } from "#web/ui/link.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

export function MergedNote({ targetId }: { targetId: string }) {
  const { t } = useTranslation();
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
    </Alert>
  );
}
