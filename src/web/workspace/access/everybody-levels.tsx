/** What everybody has on a group anyway, beside somebody's own rights: dashed, because it comes from elsewhere. */
import { Anchor, Text, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listRights } from "#contract/access.ts";
import { Link } from "#web/ui/link.tsx";
import { StateBadge } from "#web/ui/state-badge.tsx";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useLevelsText } from "./review-dialog.tsx";

export function EverybodyLevels({ groupId }: { groupId: string }) {
  const { t } = useTranslation();
  const levelsText = useLevelsText();
  const { data } = useEndpoint(listRights, { params: { id: groupId }, query: { subject: "everybody" } }, { staleMilliseconds: 60_000 });
  if (data === undefined || data.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        –
      </Text>
    );
  }
  return data.items.map((right) => (
    <Tooltip key={right.id} label={t(right.subject === "everyContact" ? "workspace.access.everyContactMeans" : "workspace.access.everyCompanyMeans")}>
      <Anchor component={Link} to="/access/everybody" c="inherit" display="block">
        <StateBadge tone="inherited">{levelsText(right.rights)}</StateBadge>
      </Anchor>
    </Tooltip>
  ));
}
