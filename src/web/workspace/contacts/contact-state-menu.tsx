/** Suspending, closing, activating a contact: said before it is done. */
import { ActionIcon, Menu, Text } from "@mantine/core";
import { IconDots, IconPlayerPause, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, changeContact, getContact, listContactSessions } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer, useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { ConfirmWithReason, withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";

type State = "active" | "suspended" | "closed";
const deeds = {
  suspended: { icon: IconPlayerPause, danger: true },
  closed: { icon: IconX, danger: true },
  active: { icon: IconPlayerPlay, danger: false },
} as const;

const statesFrom = (state: ContactView["state"]): State[] =>
  (["active", "suspended", "closed"] as const).filter((one) => one !== state && !(state === "invited" && one === "active"));

export function ContactStateMenu({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [wanted, setWanted] = useState<State | null>(null);
  const sessions = useEndpoint(listContactSessions, { params: { id: contact.id } }, { enabled: wanted !== null, staleMilliseconds: 0 });
  const save = useAction(
    ({ state, reason }: { state: State; reason: string }) =>
      call(changeContact, { params: { id: contact.id }, body: { version: contact.version, state, ...withReason(reason) } }),
    {
      done: t("workspace.editing.saved"),
      after: (answer) => {
        keepAnswer(client, getContact, { id: contact.id }, answer);
        setWanted(null);
      },
    },
  );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="lg" variant="default" aria-label={t("workspace.list.more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {statesFrom(contact.state).map((state) => {
            const { icon: Icon, danger } = deeds[state];
            return (
              <Menu.Item key={state} {...(danger ? { color: "red" } : {})} leftSection={<Icon size={16} aria-hidden />} onClick={() => setWanted(state)}>
                {t(`workspace.contact.${state}.do`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {wanted !== null && (
        <ConfirmWithReason
          opened
          title={t(`workspace.contact.${wanted}.title`, { name: contact.name })}
          confirmLabel={t(`workspace.contact.${wanted}.do`)}
          danger={deeds[wanted].danger}
          planned={plannedCall(changeContact, { params: { id: contact.id }, body: { version: contact.version, state: wanted } })}
          busy={save.isPending}
          onConfirm={(reason) => save.mutate({ state: wanted, reason })}
          onClose={() => setWanted(null)}
        >
          {t(`workspace.contact.${wanted}.means`, { name: contact.name })}
          {deeds[wanted].danger && sessions.data !== undefined && (
            <Text size="sm" fw={550} mt="xs" className="pf-number">
              {t("workspace.company.endingSessions", { count: sessions.data.items.length })}
            </Text>
          )}
        </ConfirmWithReason>
      )}
    </>
  );
}
