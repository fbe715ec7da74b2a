import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { listAudit } from "#contract/administration.ts";
import type { ResponseOf } from "#contract/endpoint.ts";
import { Link } from "#web/ui/link.tsx";

export type AuditEvent = ResponseOf<typeof listAudit>["items"][number];

/** Who did it, with the way to the person. */
export function Actor({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const { kind, id, name } = event.actor;
  if (id === null || (kind !== "agent" && kind !== "contact")) return <Text c="dimmed">{name || t(`workspace.audit.actor.${kind}`)}</Text>;
  return (
    <Anchor component={Link} to={kind === "agent" ? `/agents/${id}` : `/contacts/${id}`}>
      {name}
    </Anchor>
  );
}
