/** Where a fact comes from: what it is, who set it and when, and the way to where it can be changed. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OriginView } from "#contract/access.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { BASE_PATH } from "#web/workspace/frame/providers.tsx";

/** Inside the app: the server may write addresses with the place where the workspace lies. */
export const insidePath = (link: string): string => (link.startsWith(`${BASE_PATH}/`) ? link.slice(BASE_PATH.length) : link);

function useOriginName(): (origin: OriginView) => string {
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
  if (origin.link === null) return <span>{name}</span>;
  return (
    <Anchor component={Link} to={insidePath(origin.link)} inherit>
      {name}
    </Anchor>
  );
}

/** The link first, then who and when: "Right on group Hardware" – "Eva Ott, 3 Mar 2025". */
export function OriginLine({ origin }: { origin: OriginView }) {
  const { t } = useTranslation();
  // When a ticket was written says nothing about who may see it.
  const since = origin.kind === "ticket" ? null : origin.since;
  return (
    <>
      <OriginLink origin={origin} />
      {(origin.setBy !== null || since !== null) && (
        <span>
          {origin.setBy === null ? t("workspace.origin.since") : `${origin.setBy.name},`} {since !== null && <DateTime at={since} as="date" />}
        </span>
      )}
    </>
  );
}
