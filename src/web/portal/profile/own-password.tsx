/** Changing my own password; every other session of mine ends. */
import { Button, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeOwnPassword, listOwnSessions } from "#contract/session.ts";
import { ApiProblem, call } from "#web/client/call.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { NewPassword } from "#web/portal/session/new-password.tsx";
import { PasswordField } from "#web/portal/session/password-field.tsx";
import { useSession } from "#web/portal/session/portal-session.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { toast } from "#web/ui/toasts.tsx";

export function OwnPassword({ login }: { login: string }) {
  const { t } = useTranslation();
  const session = useSession();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const close = () => {
    setOpened(false);
    setCurrent("");
    setPassword("");
    change.reset();
  };
  const change = useMutation({
    mutationFn: () => call(changeOwnPassword, { body: { current, password } }),
    onSuccess: () => {
      close();
      void queryClient.invalidateQueries({ queryKey: [listOwnSessions.path] });
      toast(t("portal.profile.passwordChanged"));
    },
  });
  if (!opened) {
    return (
      <Button variant="default" onClick={() => setOpened(true)}>
        {t("portal.profile.changePassword")}
      </Button>
    );
  }
  const fields = fieldTexts(change.error);
  const isWrongCurrent = change.error instanceof ApiProblem && change.error.code === "password.wrongCurrent";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (current !== "" && password !== "") change.mutate();
  };
  return (
    <form onSubmit={submit}>
      <FormErrors message={change.isError && !isWrongCurrent ? problemText(change.error) : null} fields={fields} known={["password", "current"]} />
      <Stack gap="lg" maw={400}>
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <PasswordField
          label={t("portal.password.current")}
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={isWrongCurrent ? problemText(change.error) : errorOf(fields, "current")}
        />
        <NewPassword
          label={t("portal.password.new")}
          value={password}
          onChange={setPassword}
          names={[login, session.name]}
          error={errorOf(fields, "password")}
        />
        <div style={{ display: "flex", gap: 12, flexWrap: "wrap" }}>
          <Button type="submit" loading={change.isPending} disabled={current === "" || password === ""}>
            {t("portal.profile.changePassword")}
          </Button>
          <Button variant="subtle" color="gray" onClick={close}>
            {t("ui.cancel")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
