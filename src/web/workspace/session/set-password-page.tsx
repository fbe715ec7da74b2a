import { Button, PasswordInput, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { readAgentLink, setAgentPassword } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { useLinkToken } from "#web/client/link-token.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { DeadLink } from "./dead-link.tsx";
import { EntryCard } from "./entry-card.tsx";

export function SetPasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const token = useLinkToken({ hides: true });
  const [password, setPassword] = useState("");
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: () => call(readAgentLink, { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const save = useAction(() => call(setAgentPassword, { body: { token, password } }), {
    quiet: true,
    after: () => navigate({ to: "/sign-in", search: { notice: "passwordSet" }, replace: true }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  if (link.isPending) {
    return (
      <EntryCard title={t("workspace.entry.setPassword")}>
        <Skeleton height={36} mb="sm" />
        <Skeleton height={36} />
      </EntryCard>
    );
  }
  if (link.error !== null) return <DeadLink error={link.error} />;
  const fields = fieldTexts(save.error);
  const invitation = link.data.purpose === "invitation";
  return (
    <EntryCard
      title={t(invitation ? "workspace.entry.welcome" : "workspace.entry.setPassword", { name: link.data.name })}
      below={t("workspace.entry.setPasswordFor", { login: link.data.login ?? "", installation: link.data.installationName })}
    >
      <form onSubmit={submit}>
        <FormErrors message={save.error === null ? null : problemText(save.error)} fields={fields} known={["password"]} />
        <input type="text" autoComplete="username" readOnly hidden value={link.data.login ?? ""} />
        <Stack gap="sm">
          <PasswordInput
            label={t("workspace.entry.newPassword")}
            description={t("workspace.entry.passwordHint")}
            autoComplete="new-password"
            autoFocus
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={errorOf(fields, "password")}
          />
          <Button type="submit" fullWidth loading={save.isPending} disabled={password === ""}>
            {t("workspace.entry.setPassword")}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
