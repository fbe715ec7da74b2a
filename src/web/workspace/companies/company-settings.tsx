import { useQueryClient } from "@tanstack/react-query";
import { changeCompanySettings, listCompanySettings } from "#contract/administration.ts";
import type { CompanyView } from "#contract/company.ts";
import { call } from "#web/client/call.ts";
import { keepAnswer, useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { SettingList } from "#web/workspace/settings/setting-list.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

export function CompanySettings({ company }: { company: CompanyView }) {
  const client = useQueryClient();
  const settings = useEndpoint(listCompanySettings, { params: { id: company.id } });
  return (
    <SettingList
      level="company"
      items={settings.data?.items}
      error={settings.error}
      onRetry={() => void settings.refetch()}
      mayChange={company.can.includes("change")}
      plan={(body) => plannedCall(changeCompanySettings, { params: { id: company.id }, body })}
      save={async (body) => {
        keepAnswer(client, listCompanySettings, { id: company.id }, await call(changeCompanySettings, { params: { id: company.id }, body }));
      }}
    />
  );
}
