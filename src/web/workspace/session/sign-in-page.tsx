import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { signInAgent } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { call } from "#web/client/call.ts";
import { speak } from "#web/client/i18n.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { useUi } from "#web/ui/ui-context.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { EntryCard } from "./entry-card.tsx";
import { ForgottenPassword } from "./forgotten-password.tsx";
import { chosenLanguage } from "./language.ts";
import { installationQuery, sessionQuery } from "./session.ts";

/** Only paths of our own: an address from outside leads nowhere. */
const ownPath = (path: string | undefined): string => (path?.startsWith("/") && !path.startsWith("//") && !path.startsWith("/sign-in") ? path : "/tickets");

export function SignInPage() {
  const { t } = useTranslation();
  const { navigation } = useUi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [address] = useAddress();
  const installation = useQuery(installationQuery);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const passwordInput = useRef<HTMLInputElement>(null);
  const [forgotten, setForgotten] = useState(address.notice === "forgotten");
  const signIn = useAction(() => call(signInAgent, { body: { login: login.trim(), password } }), {
    quiet: true,
    after: async (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      if (chosenLanguage() === null) await speak(session.language);
      const next = ownPath(address.next);
      if (next === "/tickets") await navigate({ to: "/tickets" });
      else navigation.push(next);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(undefined, {
      // It was wrong, or the name was: typed again, with the sentence above read out.
      onError: () => {
        setPassword("");
        passwordInput.current?.focus();
      },
    });
  };
  const name = installation.data?.name ?? "Pforte";
  if (forgotten) return <ForgottenPassword login={login} onBack={() => setForgotten(false)} />;
  return (
    <EntryCard
      title={t("workspace.entry.signInTo", { name })}
      below={
        <>
          {t("workspace.entry.forAgents")}{" "}
          <a className="pf-link" href="/">
            {t("workspace.entry.toPortal")}
          </a>
        </>
      }
    >
      {installation.data?.needsSetUp && (
        <Alert color="amber" variant="light" mb="md" title={t("workspace.entry.needsSetUp")}>
          {t("workspace.entry.needsSetUpHow")}
        </Alert>
      )}
      {address.notice === "ended" && (
        <Alert color="gray" mb="md">
          {t("workspace.entry.sessionEnded")}
        </Alert>
      )}
      {address.notice === "passwordSet" && (
        <Alert color="pine" mb="md">
          {t("workspace.entry.passwordSet")}
        </Alert>
      )}
      <form onSubmit={submit}>
        <FormErrors message={signIn.error === null ? null : problemText(signIn.error)} moveFocus={false} />
        <Stack gap="sm">
          <TextInput
            label={t("workspace.entry.login")}
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            ref={passwordInput}
            label={t("workspace.entry.password")}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" fullWidth mt="xs" loading={signIn.isPending}>
            {t("workspace.entry.signIn")}
          </Button>
          <Anchor component="button" type="button" size="sm" ta="center" onClick={() => setForgotten(true)}>
            {t("workspace.entry.forgotten")}
          </Anchor>
        </Stack>
      </form>
    </EntryCard>
  );
}
