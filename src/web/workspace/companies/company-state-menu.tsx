/** What shuts a company's people out or lets them in: said in numbers before it is done. */
import { ActionIcon, Menu, Skeleton, Stack, Text } from "@mantine/core";
import { IconDoorEnter, IconDoorOff, IconDots, IconPlayerPause, IconPlayerPlay, IconX, type TablerIcon } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CompanyChange, type CompanyView, changeCompany, getCompany, getCompanyPeople } from "#contract/company.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer, useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { ConfirmWithReason, withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

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

export function CompanyStateMenu({ company }: { company: CompanyView }) {
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
  // Asked when somebody is about to do it: what was true a minute ago is no number to decide on.
  const people = useEndpoint(getCompanyPeople, { params: { id: company.id } }, { enabled: deed !== null, staleMilliseconds: 0 });
  const words = { name: company.name, count: people.data?.contacts ?? 0 };
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
          planned={plannedCall(changeCompany, { params: { id: company.id }, body: { version: company.version, ...deed.change } })}
          busy={save.isPending}
          onConfirm={(reason) => save.mutate({ change: deed.change, reason })}
          onClose={() => setDeed(null)}
        >
          {people.data === undefined ? (
            <Skeleton height={64} />
          ) : (
            <Stack gap="xs">
              <span>{t(`workspace.company.${deed.key}.means`, words)}</span>
              <Text size="sm" fw={550} className="pf-number">
                {[
                  t("workspace.company.withSignIn", { count: people.data.withSignIn }),
                  ...(deed.danger ? [t("workspace.company.endingSessions", { count: people.data.endingSessions })] : []),
                ].join(" ")}
              </Text>
            </Stack>
          )}
        </ConfirmWithReason>
      )}
    </>
  );
}
