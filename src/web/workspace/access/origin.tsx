/** Where a fact comes from: what it is, who set it and when, and the way to where it can be changed. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OriginView } from "#contract/access.ts";
import { getQueue, listGroups } from "#contract/master-data.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { Link } from "#web/ui/link.tsx";
import { useAll } from "#web/workspace/api/use-all.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { BASE_PATH } from "#web/workspace/frame/providers.tsx";

/** Inside the app: the server may write addresses with the place where the workspace lies. */
const insidePath = (link: string): string => (link.startsWith(`${BASE_PATH}/`) ? link.slice(BASE_PATH.length) : link);

type Given = {
  origin: OriginView;
  /** A queue is meant itself (that it is confidential), not the rights on its group. */
  queueItself?: boolean;
};

/** Rights are changed at their group: an origin that leads just to the access pages is taken to the group itself. */
function useOriginPath({ origin: { link, kind, id, name }, queueItself }: Given): string | null {
  const toAccess = link !== null && insidePath(link) === "/access";
  const groups = useAll(listGroups, { enabled: toAccess && kind === "groupRight" });
  const queue = useEndpoint(getQueue, { params: { id: id ?? "" } }, { enabled: toAccess && kind === "queue" && id !== null, staleMilliseconds: 60_000 });
  if (link === null || !toAccess) return link === null ? null : insidePath(link);
  if (kind === "queue" && queueItself) return `/access/queues?q=${encodeURIComponent(name)}`;
  const groupId = kind === "queue" ? queue.data?.group.id : groups.data?.find((group) => group.name === name)?.id;
  return groupId === undefined ? "/access/groups" : `/access/groups/${groupId}`;
}

function useOriginName(): (origin: OriginView) => string {
  const { t } = useTranslation();
  return ({ kind, name }) => {
    if (kind === "ticket" || kind === "rule") return t(`workspace.origin.${kind}`);
    if (kind === "participation") return name === "" ? t("workspace.origin.participation") : name;
    return t(`workspace.origin.${kind}`, { name });
  };
}

export function OriginLink(given: Given) {
  const { origin } = given;
  const nameOf = useOriginName();
  const name = nameOf(origin);
  const path = useOriginPath(given);
  if (path === null) return <span>{name}</span>;
  return (
    <Anchor component={Link} to={path} inherit>
      {name}
    </Anchor>
  );
}

/** The link first, then who and when: "Right on group Hardware" – "Eva Ott, 3 Mar 2025". */
export function OriginLine(given: Given) {
  const { origin } = given;
  const { t } = useTranslation();
  // When a ticket was written says nothing about who may see it.
  const since = origin.kind === "ticket" ? null : origin.since;
  return (
    <>
      <OriginLink {...given} />
      {(origin.setBy !== null || since !== null) && (
        <span>
          {origin.setBy === null ? t("workspace.origin.since") : `${origin.setBy.name},`} {since !== null && <DateTime at={since} as="date" />}
        </span>
      )}
    </>
  );
}
