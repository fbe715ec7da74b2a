/** Whether and how a contact signs in: give, reset, rename, withdraw; where the contact is signed in. */
import { Box, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, getContact, withdrawSignIn } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { DateTime } from "#web/ui/date-time.tsx";
import { StateBadge, type StateTone } from "#web/ui/state-badge.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { ContactSessions } from "./contact-sessions.tsx";
import { GiveSignIn } from "./give-sign-in.tsx";
import { RenameLogin } from "./rename-login.tsx";
import { ResetSignIn } from "./reset-sign-in.tsx";

const tones: Readonly<Record<ContactView["signIn"]["status"], StateTone>> = { none: "shut", invited: "new", passwordSet: "open", withoutPassword: "waiting" };

export function SignIn({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<"give" | "reset" | "rename" | "withdraw" | null>(null);
  const { signIn } = contact;
  const mayChange = contact.can.includes("changeSignIn");
  const withdraw = useAction(() => call(withdrawSignIn, { params: { id: contact.id } }), {
    done: t("workspace.signIn.withdrawn", { name: contact.name }),
    after: async () => {
      setDialog(null);
      await client.invalidateQueries({ queryKey: [getContact.path] });
    },
  });
  const close = () => setDialog(null);
  return (
    <Stack gap="lg" maw={860}>
      <Card withBorder padding="lg" bg="var(--pf-surface)">
        <Group justify="space-between" align="flex-start">
          <Box miw={0}>
            <StateBadge tone={tones[signIn.status]}>{t(`workspace.signIn.status.${signIn.status}`)}</StateBadge>
            {signIn.login !== null && (
              <Text mt={6}>
                {t("workspace.entry.login")}: <strong>{signIn.login}</strong>
              </Text>
            )}
            {signIn.status === "none" && (
              <Text c="dimmed" mt={6} maw={460}>
                {t("workspace.signIn.noneMeans")}
              </Text>
            )}
            {signIn.linkValidUntil !== null && (
              <Text size="sm" c="dimmed" mt={2}>
                {t("workspace.signIn.linkValidUntil")} <DateTime at={signIn.linkValidUntil} as="exact" />
              </Text>
            )}
            {signIn.login !== null && (
              <Text size="sm" c="dimmed" mt={2}>
                {t("workspace.contact.lastSignIn")}: {signIn.lastSignInAt === null ? t("workspace.record.never") : <DateTime at={signIn.lastSignInAt} />}
              </Text>
            )}
          </Box>
          {mayChange && (
            <Group gap="xs">
              {signIn.login === null ? (
                <Button onClick={() => setDialog("give")}>{t("workspace.signIn.give")}</Button>
              ) : (
                <>
                  <Button variant="default" onClick={() => setDialog("reset")}>
                    {t(signIn.status === "invited" ? "workspace.signIn.sendAgain" : "workspace.signIn.reset")}
                  </Button>
                  <Button variant="default" onClick={() => setDialog("rename")}>
                    {t("workspace.signIn.rename")}
                  </Button>
                  <Button variant="light" color="red" onClick={() => setDialog("withdraw")}>
                    {t("workspace.signIn.withdraw")}
                  </Button>
                </>
              )}
            </Group>
          )}
        </Group>
      </Card>
      {signIn.login !== null && (
        <div>
          <Title order={2} mb="xs">
            {t("workspace.signIn.sessions")}
          </Title>
          <ContactSessions contact={contact} mayEnd={mayChange} />
        </div>
      )}
      {dialog === "give" && <GiveSignIn contact={contact} onClose={close} />}
      {dialog === "reset" && <ResetSignIn contact={contact} onClose={close} />}
      {dialog === "rename" && <RenameLogin contact={contact} onClose={close} />}
      <ConfirmDialog
        opened={dialog === "withdraw"}
        title={t("workspace.signIn.withdrawTitle", { name: contact.name })}
        confirmLabel={t("workspace.signIn.withdraw")}
        danger
        busy={withdraw.isPending}
        onConfirm={() => withdraw.mutate()}
        onClose={close}
      >
        {t("workspace.signIn.withdrawMeans")}
      </ConfirmDialog>
    </Stack>
  );
}
