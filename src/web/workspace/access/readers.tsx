/** How many contacts can read a ticket, by the first path that leads: "14 by company · 1 as participant". */
import { useTranslation } from "react-i18next";
import { whoCanRead } from "#contract/access.ts";
import { CONTACT_PATHS } from "#domain/access/clause.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";

/** As many readers are called by name. */
const mostNamed = 3;

export type ReadersShown = { total: number; names: readonly string[] };

/** Who reads a ticket: all names where they are few, else how many. */
export function useReaders(ticketId: string, enabled = true): ReadersShown | null {
  const { data } = useEndpoint(whoCanRead, { query: { ticket: ticketId, limit: mostNamed } }, { enabled, staleMilliseconds: 0 });
  return data === undefined ? null : { total: data.total, names: data.total > mostNamed ? [] : data.items.map((reader) => reader.contact.name) };
}

export function Readers({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const { data } = useEndpoint(whoCanRead, { query: { ticket: ticketId, limit: 1 } });
  if (data === undefined) return <span>{t("ui.loading")}</span>;
  const parts = CONTACT_PATHS.filter((path) => data.byPath[path] > 0).map((path) => t(`workspace.who.by.${path}`, { count: data.byPath[path] }));
  return (
    <span className="pf-number">
      {t("workspace.who.total", { count: data.total })}
      {parts.length > 0 && `: ${parts.join("\u00a0· ")}`}
    </span>
  );
}
