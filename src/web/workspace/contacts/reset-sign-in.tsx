import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, getContact, resetSignIn } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { BY_LINK, isComplete, type SignInWay, SignInWayFields } from "./sign-in-way.tsx";

export function ResetSignIn({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [way, setWay] = useState<SignInWay>(contact.email === "" ? { by: "password", password: "" } : BY_LINK);
  const reset = useAction(
    () => call(resetSignIn, { params: { id: contact.id }, body: way.by === "link" ? { send: "link" as const } : { password: way.password } }),
    {
      quiet: true,
      done: way.by === "link" ? t("workspace.signIn.linkSent", { email: contact.email }) : t("workspace.signIn.passwordSet", { name: contact.name }),
      after: (answer) => {
        keepAnswer(client, getContact, { id: contact.id }, answer);
        onClose();
      },
    },
  );
  return (
    <FormDialog
      title={t("workspace.signIn.resetTitle", { name: contact.name })}
      submitLabel={t(way.by === "link" ? "workspace.entry.sendLink" : "workspace.entry.setPassword")}
      busy={reset.isPending}
      disabled={!isComplete(way, contact.email)}
      error={reset.error}
      known={["password"]}
      onSubmit={() => reset.mutate()}
      onClose={onClose}
    >
      <SignInWayFields value={way} onChange={setWay} email={contact.email} error={errorOf(fieldErrors(reset.error), "password")} />
      <Text size="sm" c="dimmed">
        {t("workspace.signIn.resetMeans")}
      </Text>
    </FormDialog>
  );
}
