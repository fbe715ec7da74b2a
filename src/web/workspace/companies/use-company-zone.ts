import { listCompanySettings } from "#contract/administration.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useSession } from "#web/workspace/session/session.ts";

/** Days are days in the company's time zone; without a company in one's own. */
export function useCompanyZone(companyId: string | null): string {
  const session = useSession();
  const settings = useEndpoint(listCompanySettings, { params: { id: companyId ?? "" } }, { enabled: companyId !== null });
  const zone = settings.data?.items.find((setting) => setting.key === "timeZone")?.value;
  return typeof zone === "string" ? zone : session.timeZone;
}
