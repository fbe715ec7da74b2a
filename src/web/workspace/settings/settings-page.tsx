import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { changeSettings, listSettings } from "#contract/administration.ts";
import { call } from "#web/client/call.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { keepAnswer, useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { PageTabs } from "#web/workspace/frame/page-tabs.tsx";
import { OwnFieldList } from "#web/workspace/own-fields/own-field-list.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { StatusList } from "#web/workspace/statuses/status-list.tsx";
import { StepMatrix } from "#web/workspace/statuses/step-matrix.tsx";
import { Tags } from "#web/workspace/tags/tags.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { SettingList } from "./setting-list.tsx";

const PARTS = { settings: AllSettings, statuses: StatusList, workflow: StepMatrix, tags: Tags, "own-fields": OwnFieldList } as const;
type Part = keyof typeof PARTS;
const placeOf = (part: Part): string => (part === "settings" ? "/settings" : `/settings/${part}`);

export function SettingsPage() {
  const { t } = useTranslation();
  const { tab } = useParams({ strict: false }) as { tab?: string };
  const parts = Object.keys(PARTS) as Part[];
  const part = parts.find((one) => one === tab) ?? "settings";
  const Content = PARTS[part];
  useCrumbs({ label: t("workspace.nav.settings") });
  return (
    <>
      <PageHeader title={t("workspace.nav.settings")} below={t("workspace.settings.below")} />
      <PageTabs
        label={t("workspace.settings.parts")}
        tabs={parts.map((one) => ({ to: placeOf(one), label: t(`workspace.settings.part.${one}`) }))}
        current={placeOf(part)}
      />
      <Content />
    </>
  );
}

function AllSettings() {
  const may = useMay();
  const client = useQueryClient();
  const settings = useEndpoint(listSettings);
  return (
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
  );
}
