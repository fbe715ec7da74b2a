/** Asks for a link to set a new password. The answer is always the same, whoever asks. */
import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { requestPortalReset } from "#contract/session.ts";
import { useAddress } from "#web/client/address.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { Link } from "#web/ui/link.tsx";
import { PublicPage } from "./public-page.tsx";

export function ForgotPage() {
  const { t } = useTranslation();
  const [address] = useAddress();
  const [login, setLogin] = useState(address.login ?? "");
  const ask = useMutation({ mutationFn: () => call(requestPortalReset, { body: { login: login.trim() } }) });
  const back = (
    <Link to="/sign-in" className="pf-link" style={{ alignSelf: "center" }}>
      {t("portal.forgot.back")}
    </Link>
  );
  if (ask.isSuccess) {
    return (
      <PublicPage title={t("portal.forgot.sentTitle")}>
        <Stack gap="lg" role="status">
          <Text>{t("portal.forgot.sent", { login: login.trim() })}</Text>
          <Text size="sm" c="dimmed">
            {t("portal.forgot.nothingCame")}
          </Text>
          {back}
        </Stack>
      </PublicPage>
    );
  }
  return (
    <PublicPage title={t("portal.forgot.title")}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (login.trim() !== "") ask.mutate();
        }}
      >
        <FormErrors message={ask.isError ? problemText(ask.error) : null} />
        <Stack gap="md">
          <Text c="dimmed">{t("portal.forgot.explain")}</Text>
          <TextInput
            label={t("portal.signIn.login")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus
            maxLength={300}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <Button type="submit" fullWidth loading={ask.isPending}>
            {t("portal.forgot.submit")}
          </Button>
          {back}
        </Stack>
      </form>
    </PublicPage>
  );
}
