import { Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, getContact, renameLogin } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";

export function RenameLogin({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [login, setLogin] = useState(contact.signIn.login ?? "");
  const rename = useAction(() => call(renameLogin, { params: { id: contact.id }, body: { login: login.trim() } }), {
    quiet: true,
    done: t("workspace.editing.saved"),
    after: (answer) => {
      keepAnswer(client, getContact, { id: contact.id }, answer);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("workspace.signIn.rename")}
      submitLabel={t("workspace.signIn.rename")}
      busy={rename.isPending}
      disabled={login.trim() === "" || login.trim() === contact.signIn.login}
      error={rename.error}
      known={["login"]}
      onSubmit={() => rename.mutate()}
      onClose={onClose}
    >
      <TextInput
        label={t("workspace.entry.login")}
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
        error={errorOf(fieldErrors(rename.error), "login")}
      />
      <Text size="sm" c="dimmed">
        {t("workspace.signIn.renameMeans")}
      </Text>
    </FormDialog>
  );
}
