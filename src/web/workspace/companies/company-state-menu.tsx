/** What shuts a company's people out or lets them in: said in numbers before it is done. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconDoorEnter, IconDoorOff, IconDots, IconPlayerPause, IconPlayerPlay, IconX, type TablerIcon } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CompanyChange, type CompanyView, changeCompany, getCompany } from "#contract/company.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { ConfirmWithReason, withReason } from "#web/workspace/editing/confirm-with-reason.tsx";

type Deed = { key: "portalOff" | "portalOn" | "suspend" | "close" | "activate"; change: Partial<CompanyChange>; icon: TablerIcon; danger: boolean };

const deedsFor = (company: CompanyView): Deed[] => [
  company.portalEnabled
    ? { key: "portalOff", change: { portalEnabled: false }, icon: IconDoorOff, danger: true }
    : { key: "portalOn", change: { portalEnabled: true }, icon: IconDoorEnter, danger: false },
  ...(company.state === "active"
    ? ([{ key: "suspend", change: { state: "suspended" }, icon: IconPlayerPause, danger: true }] as const)
    : ([{ key: "activate", change: { state: "active" }, icon: IconPlayerPlay, danger: false }] as const)),
  ...(company.state === "closed" ? [] : ([{ key: "close", change: { state: "closed" }, icon: IconX, danger: true }] as const)),
];

export function CompanyStateMenu({ company, people }: { company: CompanyView; people: number | null }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [deed, setDeed] = useState<Deed | null>(null);
  const save = useAction(
    ({ change, reason }: { change: Partial<CompanyChange>; reason: string }) =>
      call(changeCompany, { params: { id: company.id }, body: { version: company.version, ...change, ...withReason(reason) } }),
    {
      done: t("workspace.editing.saved"),
      after: (answer) => {
        keepAnswer(client, getCompany, { id: company.id }, answer);
        setDeed(null);
      },
    },
  );
  const words = { name: company.name, count: people ?? 0 };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="lg" variant="default" aria-label={t("workspace.list.more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {deedsFor(company).map((one) => (
            <Menu.Item key={one.key} {...(one.danger ? { color: "red" } : {})} leftSection={<one.icon size={16} aria-hidden />} onClick={() => setDeed(one)}>
              {t(`workspace.company.${one.key}.do`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {deed !== null && (
        <ConfirmWithReason
          opened
          title={t(`workspace.company.${deed.key}.title`, words)}
          confirmLabel={t(`workspace.company.${deed.key}.do`)}
          danger={deed.danger}
          busy={save.isPending}
          onConfirm={(reason) => save.mutate({ change: deed.change, reason })}
          onClose={() => setDeed(null)}
        >
          {t(`workspace.company.${deed.key}.means`, words)}
        </ConfirmWithReason>
      )}
    </>
  );
}
