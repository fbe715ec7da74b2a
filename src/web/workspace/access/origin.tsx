/** Where a fact comes from: what it is, who set it and when, and the way to where it can be changed. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OriginView } from "#contract/access.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { BASE_PATH } from "#web/workspace/frame/providers.tsx";

/** Inside the app; an origin that leads just to the access pages is looked up there by its name. */
function insidePath({ link, kind, name }: OriginView): string | null {
  if (link === null) return null;
  const path = link.startsWith(`${BASE_PATH}/`) ? link.slice(BASE_PATH.length) : link;
  if (path !== "/access") return path;
  const q = encodeURIComponent(name);
  return kind === "queue" ? `/access/queues?q=${q}` : `/access/groups?q=${q}`;
}

export function useOriginName(): (origin: OriginView) => string {
  const { t } = useTranslation();
  return ({ kind, name }) => {
    if (kind === "ticket" || kind === "rule") return t(`workspace.origin.${kind}`);
    if (kind === "participation") return name === "" ? t("workspace.origin.participation") : name;
    return t(`workspace.origin.${kind}`, { name });
  };
}

export function OriginLink({ origin }: { origin: OriginView }) {
  const nameOf = useOriginName();
  const name = nameOf(origin);
  const path = insidePath(origin);
  if (path === null) return <span>{name}</span>;
  return (
    <Anchor component={Link} to={path} inherit>
      {name}
    </Anchor>
  );
}

export function OriginLine({ origin }: { origin: OriginView }) {
  const { t } = useTranslation();
  return (
    <>
      <OriginLink origin={origin} />
      {origin.setBy !== null && <span>{t("workspace.origin.setBy", { name: origin.setBy.name })}</span>}
      {origin.since !== null && (
        <span>
          {t("workspace.origin.since")} <DateTime at={origin.since} as="date" />
        </span>
      )}
    </>
  );
}
