/** The first administrator, by the one-time link that the server printed. */
import { Button, PasswordInput, Select, SimpleGrid, Skeleton, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { readAgentLink, setUp } from "#contract/session.ts";
import { call } from "#web/client/call.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { useLinkToken } from "#web/client/link-token.ts";
import { fieldTexts, problemText } from "#web/client/problem-text.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { DeadLink } from "./dead-link.tsx";
import { EntryCard } from "./entry-card.tsx";
import { chooseLanguage } from "./language.ts";
import { sessionQuery } from "./session.ts";
import { TimeZoneSelect } from "./time-zone-select.tsx";

const paths = ["installationName", "language", "timeZone", "login", "email", "password", "firstName", "lastName"];

export function SetUpPage() {
  const { t } = useTranslation();
  const token = useLinkToken();
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: () => call(readAgentLink, { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (link.isPending) {
    return (
      <EntryCard title={t("workspace.setUp.title")} wide>
        <Skeleton height={240} />
      </EntryCard>
    );
  }
  if (link.error !== null) return <DeadLink error={link.error} printed={t("workspace.setUp.deadLink")} />;
  return <SetUpForm token={token} />;
}

function SetUpForm({ token }: { token: string }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [values, setValues] = useState({
    installationName: "",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    login: "",
    email: "",
    password: "",
    firstName: "",
    lastName: "",
  });
  const language = i18n.language === "de" ? "de" : "en";
  const save = useAction(
    () => call(setUp, { body: { token, ...values, installationName: values.installationName.trim() || "Pforte", login: values.login.trim(), language } }),
    {
      quiet: true,
      after: async (session) => {
        client.setQueryData(sessionQuery.queryKey, session);
        await navigate({ to: "/first-steps", replace: true });
      },
    },
  );
  const fields = fieldTexts(save.error);
  const text = (key: keyof typeof values) => ({
    value: values[key],
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [key]: event.currentTarget.value }),
    error: errorOf(fields, key),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <EntryCard title={t("workspace.setUp.title")} below={t("workspace.setUp.below")} wide>
      <form onSubmit={submit}>
        <FormErrors message={save.error === null ? null : problemText(save.error)} fields={fields} known={paths} />
        <Stack gap="sm">
          <TextInput
            label={t("workspace.setUp.installationName")}
            description={t("workspace.setUp.installationNameHint")}
            autoFocus
            {...text("installationName")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select
              label={t("workspace.setUp.language")}
              data={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
              value={language}
              allowDeselect={false}
              onChange={(value) => void chooseLanguage(value === "de" ? "de" : "en")}
            />
            <TimeZoneSelect
              label={t("workspace.setUp.timeZone")}
              value={values.timeZone}
              onChange={(timeZone) => timeZone !== null && setValues({ ...values, timeZone })}
            />
            <TextInput label={t("workspace.person.firstName")} autoComplete="given-name" {...text("firstName")} />
            <TextInput label={t("workspace.person.lastName")} autoComplete="family-name" {...text("lastName")} />
            <TextInput label={t("workspace.entry.login")} autoComplete="username" required {...text("login")} />
            <TextInput label={t("workspace.person.email")} type="email" autoComplete="email" required {...text("email")} />
          </SimpleGrid>
          <PasswordInput
            label={t("workspace.entry.password")}
            description={t("workspace.entry.passwordHint")}
            autoComplete="new-password"
            required
            {...text("password")}
          />
          <Button type="submit" mt="xs" loading={save.isPending}>
            {t("workspace.setUp.create")}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
