import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, getContact, giveSignIn } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { BY_LINK, isComplete, type SignInWay, SignInWayFields } from "./sign-in-way.tsx";

export function GiveSignIn({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [login, setLogin] = useState(contact.email);
  const [way, setWay] = useState<SignInWay>(contact.email === "" ? { by: "password", password: "" } : BY_LINK);
  const give = useAction(
    () =>
      call(giveSignIn, {
        params: { id: contact.id },
        body: way.by === "link" ? { login: login.trim(), send: "link" } : { login: login.trim(), password: way.password },
      }),
    {
      quiet: true,
      done: way.by === "link" ? t("workspace.signIn.linkSent", { email: contact.email }) : t("workspace.signIn.given", { name: contact.name }),
      after: (answer) => {
        keepAnswer(client, getContact, { id: contact.id }, answer);
        onClose();
      },
    },
  );
  const fields = fieldErrors(give.error);
  return (
    <FormDialog
      title={t("workspace.signIn.giveTitle", { name: contact.name })}
      submitLabel={t("workspace.signIn.give")}
      busy={give.isPending}
      disabled={login.trim() === "" || !isComplete(way, contact.email)}
      error={give.error}
      known={["login", "password"]}
      onSubmit={() => give.mutate()}
      onClose={onClose}
    >
      <TextInput
        label={t("workspace.entry.login")}
        description={t("workspace.signIn.loginHint")}
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
        error={errorOf(fields, "login")}
      />
      <SignInWayFields value={way} onChange={setWay} email={contact.email} error={errorOf(fields, "password")} />
    </FormDialog>
  );
}
