import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeAgentPassword } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { DialogTitle } from "#web/workspace/editing/form-dialog.tsx";

export function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const close = () => {
    setCurrent("");
    setPassword("");
    save.reset();
    onClose();
  };
  const save = useAction(() => call(changeAgentPassword, { body: { current, password } }), {
    quiet: true,
    done: t("workspace.account.passwordChanged"),
    after: () => close(),
  });
  const fields = fieldErrors(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={<DialogTitle>{t("workspace.account.changePassword")}</DialogTitle>}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <form onSubmit={submit}>
        <FormErrors message={save.error === null ? null : problemText(save.error)} fields={fields} known={["current", "password"]} />
        <Stack gap="sm">
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
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={close}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={current === "" || password === ""}>
              {t("workspace.account.changePassword")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
