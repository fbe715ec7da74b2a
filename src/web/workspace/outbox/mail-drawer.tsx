/** A mail as it was written, why it did not leave, and sending it again. */
import { Alert, Button, Drawer, Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listOutbox, resendMail } from "#contract/administration.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { DateTime } from "#web/ui/date-time.tsx";
import { PlainText } from "#web/ui/plain-text.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { type Mail, MailStateBadge } from "./mail-state.tsx";

/** @param mail null: shut. */
export function MailDrawer({ mail, onClose }: { mail: Mail | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer opened={mail !== null} onClose={onClose} position="right" size="lg" title={mail?.subject} closeButtonProps={{ "aria-label": t("ui.close") }}>
      {mail !== null && <MailText key={mail.id} mail={mail} onSent={onClose} />}
    </Drawer>
  );
}

function MailText({ mail, onSent }: { mail: Mail; onSent: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  /** Why it did not work stands in the mail. */
  const askAgain = () => void client.invalidateQueries({ queryKey: [listOutbox.path] });
  const resend = useAction(() => call(resendMail, { params: { id: mail.id } }), {
    quiet: true,
    done: ({ state }) => t(`workspace.outbox.resent.${state}`, { to: mail.to }),
    after: onSent,
  });
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("workspace.outbox.to", { to: mail.to })}
      </Text>
      <Text size="sm" c="dimmed" mb="md" component="div">
        <MailStateBadge state={mail.state} /> · <DateTime at={mail.sentAt ?? mail.createdAt} as="exact" />
      </Text>
      {mail.lastError !== "" && (
        <Alert color="red" mb="md" title={t("workspace.outbox.lastError")}>
          {mail.lastError}
        </Alert>
      )}
      {resend.error !== null && (
        <Alert color="red" mb="md" role="alert">
          {problemText(resend.error)}
        </Alert>
      )}
      {mail.can.includes("resend") && (
        <Button
          mb="md"
          variant="default"
          leftSection={<IconSend size={16} aria-hidden />}
          loading={resend.isPending}
          onClick={() => resend.mutate(undefined, { onError: askAgain })}
        >
          {t("workspace.outbox.resend")}
        </Button>
      )}
      <PlainText text={mail.bodyText} />
    </>
  );
}
