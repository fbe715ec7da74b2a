/** Sign-in of a contact. A refusal never says which of the two was wrong; after too many tries it says when to come back. */
import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { signInContact } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { Link } from "#web/ui/link.tsx";
import { PasswordField } from "./password-field.tsx";
import { sessionQuery } from "./portal-session.ts";
import { PublicPage } from "./public-page.tsx";
import { safePath } from "./safe-path.ts";

/** Counts down from the moment a refusal says how long to wait. */
function useSecondsLeft(problem: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const wait = problem instanceof ApiProblem ? (problem.retryAfterSeconds ?? 0) : 0;
    const until = Date.now() + wait * 1000;
    setLeft(wait);
    if (wait === 0) return;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [problem]);
  return left;
}

export function SignInPage() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [address] = useAddress();
  const [login, setLogin] = useState(address.login ?? "");
  const [password, setPassword] = useState("");
  const passwordInput = useRef<HTMLInputElement>(null);
  const signIn = useMutation({
    mutationFn: () => call(signInContact, { body: { login: login.trim(), password } }),
    onSuccess: (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(safePath(address.next));
    },
    onError: () => {
      setPassword("");
      passwordInput.current?.focus();
    },
  });
  const secondsLeft = useSecondsLeft(signIn.error);
  const tooMany = signIn.error instanceof ApiProblem && signIn.error.status === 429;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() !== "" && password !== "") signIn.mutate();
  };
  const message = !signIn.isError
    ? null
    : tooMany && secondsLeft > 0
      ? secondsLeft > 90
        ? t("portal.signIn.waitMinutes", { count: Math.ceil(secondsLeft / 60) })
        : t("portal.signIn.waitSeconds", { count: secondsLeft })
      : problemText(signIn.error);
  return (
    <PublicPage title={t("portal.signIn.title")} leadsToWorkspace>
      <form onSubmit={submit}>
        {(address.notice === "ended" || address.notice === "out") && !signIn.isError && (
          <Text c="dimmed" mb="md" role="status">
            {t(`portal.signIn.${address.notice}`)}
          </Text>
        )}
        <FormErrors message={tooMany && secondsLeft === 0 ? null : message} moveFocus={false} />
        <Stack gap="md">
          <TextInput
            label={t("portal.signIn.login")}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus={login === ""}
            maxLength={300}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordField
            ref={passwordInput}
            label={t("portal.signIn.password")}
            autoComplete="current-password"
            autoFocus={login !== ""}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" fullWidth loading={signIn.isPending} disabled={tooMany && secondsLeft > 0}>
            {t("portal.signIn.submit")}
          </Button>
          <Link to={login.trim() === "" ? "/forgot" : `/forgot?login=${encodeURIComponent(login.trim())}`} style={{ alignSelf: "center" }} className="pf-link">
            {t("portal.signIn.forgot")}
          </Link>
        </Stack>
      </form>
    </PublicPage>
  );
}
