import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sendTestMail } from "#contract/administration.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";

export function TestMailDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [to, setTo] = useState("");
  const send = useAction(() => call(sendTestMail, { body: { to: to.trim() } }), {
    quiet: true,
    done: (mail) => t(`workspace.outbox.testDone.${mail.state}`, { to: mail.to }),
    after: onClose,
  });
  return (
    <FormDialog
      title={t("workspace.outbox.test")}
      submitLabel={t("workspace.outbox.send")}
      busy={send.isPending}
      disabled={to.trim() === ""}
      error={send.error}
      known={["to"]}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      <TextInput
        label={t("workspace.person.email")}
        type="email"
        required
        data-autofocus
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={errorOf(fieldErrors(send.error), "to")}
      />
    </FormDialog>
  );
}
