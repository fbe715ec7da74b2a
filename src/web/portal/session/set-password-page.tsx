/** Where the link of an invitation or a reset leads: set a password, then in. */
import { Alert, Button, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { readPortalLink, setPortalPassword, signInContact } from "#contract/session.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { useLinkToken } from "#web/client/link-token.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { Link } from "#web/ui/link.tsx";
import { chooseLanguage } from "./language.ts";
import { NewPassword } from "./new-password.tsx";
import { sessionQuery } from "./portal-session.ts";
import { PublicPage } from "./public-page.tsx";

const linkCodes = ["link.invalid", "link.expired", "link.used"];
const isLinkProblem = (error: unknown): boolean => error instanceof ApiProblem && linkCodes.includes(error.code);

export function SetPasswordPage() {
  const { t } = useTranslation();
  const token = useLinkToken({ hides: true });
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: () => call(readPortalLink, { body: { token } }),
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { language } = link.data ?? {};
  useEffect(() => {
    if (language !== undefined) void chooseLanguage(language);
  }, [language]);

  if (token === "" || (link.isError && isLinkProblem(link.error))) return <DeadLink error={link.error} />;
  if (link.isError) {
    return (
      <PublicPage title={t("portal.setPassword.title")}>
        <ErrorState message={problemText(link.error)} onRetry={() => void link.refetch()} />
      </PublicPage>
    );
  }
  if (link.data === undefined) {
    return (
      <PublicPage title={t("portal.setPassword.title")}>
        <Stack gap="md">
          <Skeleton height={20} width="70%" />
          <Skeleton height={42} />
          <Skeleton height={42} />
        </Stack>
      </PublicPage>
    );
  }
  return <SetPassword key={token} token={token} link={link.data} />;
}

/** Expired, used or unknown: says which, and leads on. */
function DeadLink({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const code = error instanceof ApiProblem ? error.code : "link.invalid";
  const used = code === "link.used";
  const what = used ? "used" : code === "link.expired" ? "expired" : "invalid";
  return (
    <PublicPage title={t(`portal.setPassword.${what}Title`)}>
      <Stack gap="lg">
        <Text role="alert">{t(`portal.setPassword.${what}Text`)}</Text>
        <Link to={used ? "/sign-in" : "/forgot"} className="pf-button">
          {t(used ? "portal.signIn.submit" : "portal.setPassword.askAgain")}
        </Link>
        <Link to={used ? "/forgot" : "/sign-in"} className="pf-link" style={{ alignSelf: "center" }}>
          {t(used ? "portal.setPassword.askAgain" : "portal.forgot.back")}
        </Link>
      </Stack>
    </PublicPage>
  );
}

type LinkView = { purpose: string; login: string | null; name: string; installationName: string };

function SetPassword({ token, link }: { token: string; link: LinkView }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: async () => {
      await call(setPortalPassword, { body: { token, password } });
      return link.login === null ? null : call(signInContact, { body: { login: link.login, password } }).catch(() => null);
    },
    onSuccess: (session) => {
      queryClient.clear();
      if (session !== null) queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(session === null ? `/sign-in?login=${encodeURIComponent(link.login ?? "")}` : "/");
    },
  });
  if (save.isError && isLinkProblem(save.error)) return <DeadLink error={save.error} />;
  const fields = fieldTexts(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== "") save.mutate();
  };
  return (
    <PublicPage title={t(link.purpose === "reset" ? "portal.setPassword.resetTitle" : "portal.setPassword.title")}>
      <form onSubmit={submit}>
        <FormErrors message={save.isError ? problemText(save.error) : null} fields={fields} known={["password"]} />
        <Stack gap="md">
          <Text c="dimmed">
            {t(link.purpose === "reset" ? "portal.setPassword.resetExplain" : "portal.setPassword.explain", {
              name: link.name,
              installation: link.installationName,
            })}
          </Text>
          {link.login === null ? (
            <Alert color="amber">{t("portal.setPassword.noLogin")}</Alert>
          ) : (
            <TextInput
              label={t("portal.setPassword.login")}
              description={t("portal.setPassword.loginHint")}
              value={link.login}
              readOnly
              autoComplete="username"
              variant="filled"
            />
          )}
          <NewPassword
            label={t("portal.password.new")}
            value={password}
            onChange={setPassword}
            names={[link.login ?? "", link.name]}
            error={errorOf(fields, "password")}
            autoFocus
          />
          <Button type="submit" fullWidth loading={save.isPending}>
            {t("portal.setPassword.submit")}
          </Button>
        </Stack>
      </form>
    </PublicPage>
  );
}
