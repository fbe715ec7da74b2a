import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeAgentPassword } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const save = useAction(() => call(changeAgentPassword, { body: { current, password } }), {
    quiet: true,
    done: t("workspace.account.passwordChanged"),
    after: onClose,
  });
  const fields = fieldErrors(save.error);
  return (
    <FormDialog
      title={t("workspace.account.changePassword")}
      submitLabel={t("workspace.account.changePassword")}
      busy={save.isPending}
      disabled={current === "" || password === ""}
      error={save.error}
      known={["current", "password"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <PasswordInput
        label={t("workspace.account.currentPassword")}
        autoComplete="current-password"
        required
        data-autofocus
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={errorOf(fields, "current")}
      />
      <PasswordInput
        label={t("workspace.entry.newPassword")}
        description={t("workspace.entry.passwordHint")}
        autoComplete="new-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={errorOf(fields, "password")}
      />
    </FormDialog>
  );
}
