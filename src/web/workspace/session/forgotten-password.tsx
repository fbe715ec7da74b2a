import { Alert, Anchor, Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { requestAgentReset } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { EntryCard } from "./entry-card.tsx";

export function ForgottenPassword({ login: given, onBack }: { login: string; onBack: () => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState(given);
  const ask = useAction(() => call(requestAgentReset, { body: { login: login.trim() } }), { quiet: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <EntryCard title={t("workspace.entry.forgottenTitle")} below={t("workspace.entry.forgottenHow")}>
      <form onSubmit={submit}>
        <FormErrors message={ask.error === null ? null : problemText(ask.error)} />
        <Stack gap="sm">
          {ask.isSuccess ? (
            <Alert color="pine">{t("workspace.entry.linkSent")}</Alert>
          ) : (
            <>
              <TextInput
                label={t("workspace.entry.login")}
                autoComplete="username"
                autoFocus
                required
                withAsterisk={false}
                value={login}
                onChange={(event) => setLogin(event.currentTarget.value)}
              />
              <Button type="submit" fullWidth loading={ask.isPending}>
                {t("workspace.entry.sendLink")}
              </Button>
            </>
          )}
          <Anchor component="button" type="button" size="sm" ta="center" onClick={onBack}>
            {t("workspace.entry.backToSignIn")}
          </Anchor>
        </Stack>
      </form>
    </EntryCard>
  );
}
