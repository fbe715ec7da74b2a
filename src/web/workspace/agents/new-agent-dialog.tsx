import { SimpleGrid, Switch, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createAgent } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";

export function NewAgentDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [idempotencyKey] = useState(() => freshKey());
  const [values, setValues] = useState({ firstName: "", lastName: "", email: "", login: "" });
  const [administrator, setAdministrator] = useState(false);
  const create = useAction(
    () => call(createAgent, { idempotencyKey, body: { ...values, login: values.login.trim(), email: values.email.trim(), administrator } }),
    {
      quiet: true,
      done: (agent) => t("workspace.signIn.linkSent", { email: agent.email }),
      after: (agent) => navigate({ to: "/agents/$id", params: { id: agent.id } }),
    },
  );
  const fields = fieldErrors(create.error);
  const text = (key: keyof typeof values) => ({
    value: values[key],
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [key]: event.currentTarget.value }),
    error: errorOf(fields, key),
    autoComplete: "off",
  });
  return (
    <FormDialog
      title={t("workspace.agent.new")}
      submitLabel={t("workspace.agent.create")}
      busy={create.isPending}
      disabled={values.login.trim() === "" || values.email.trim() === ""}
      error={create.error}
      known={Object.keys(values)}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <SimpleGrid cols={2}>
        <TextInput label={t("workspace.person.firstName")} data-autofocus {...text("firstName")} />
        <TextInput label={t("workspace.person.lastName")} {...text("lastName")} />
      </SimpleGrid>
      <TextInput label={t("workspace.person.email")} type="email" required {...text("email")} />
      <TextInput label={t("workspace.entry.login")} required maxLength={200} {...text("login")} />
      <Switch
        label={t("workspace.agent.administrator")}
        description={t("workspace.agent.administratorMeans")}
        checked={administrator}
        onChange={(event) => setAdministrator(event.currentTarget.checked)}
      />
      <Text size="sm" c="dimmed">
        {t("workspace.agent.newMeans")}
      </Text>
    </FormDialog>
  );
}
