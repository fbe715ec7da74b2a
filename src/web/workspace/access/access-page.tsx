/** Access as a whole: questions first, then what rights hang on. */
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Checkup } from "#web/workspace/checkup/checkup.tsx";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { PageTabs } from "#web/workspace/frame/page-tabs.tsx";
import { AskWho, AskWhy } from "./ask.tsx";
import { Categories } from "./categories.tsx";
import { EverybodyRights } from "./everybody-rights.tsx";
import { Groups } from "./groups.tsx";
import { Queues } from "./queues.tsx";
import { Roles } from "./roles.tsx";
import { Services } from "./services.tsx";

const PARTS = {
  why: AskWhy,
  who: AskWho,
  groups: Groups,
  everybody: EverybodyRights,
  queues: Queues,
  roles: Roles,
  services: Services,
  categories: Categories,
  checkup: Checkup,
} as const;
type Part = keyof typeof PARTS;
const ORDER = Object.keys(PARTS) as Part[];

export function AccessPage() {
  const { t } = useTranslation();
  const { tab } = useParams({ strict: false }) as { tab?: string };
  const part = ORDER.find((one) => one === tab) ?? "why";
  const Content = PARTS[part];
  useCrumbs({ label: t("workspace.nav.access"), to: "/access" }, { label: t(`workspace.access.part.${part}`) });
  return (
    <>
      <PageHeader title={t("workspace.nav.access")} />
      <PageTabs
        label={t("workspace.access.parts")}
        tabs={ORDER.map((one) => ({ to: `/access/${one}`, label: t(`workspace.access.part.${one}`) }))}
        current={`/access/${part}`}
      />
      <Content />
    </>
  );
}
