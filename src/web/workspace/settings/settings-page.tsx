import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeSettings, listSettings } from "#contract/administration.ts";
import { call } from "#web/client/call.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { keepAnswer, useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { SettingList } from "./setting-list.tsx";

export function SettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const settings = useEndpoint(listSettings);
  useCrumbs({ label: t("workspace.nav.settings") });
  return (
    <>
      <PageHeader title={t("workspace.nav.settings")} below={t("workspace.settings.below")} />
      <SettingList
        level="installation"
        items={settings.data?.items}
        error={settings.error}
        onRetry={() => void settings.refetch()}
        mayChange={may("setting:write")}
        plan={(body) => plannedCall(changeSettings, { body })}
        save={async (body) => {
          keepAnswer(client, listSettings, {}, await call(changeSettings, { body }));
        }}
      />
    </>
  );
}
