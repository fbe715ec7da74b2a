import { Alert, Checkbox, SegmentedControl, Select, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { type AgentView, agentView, changeAgent, getAgent } from "#contract/session.ts";
import { EVERY_AGENT } from "#domain/agent-permissions.ts";
import { call } from "#web/client/call.ts";
import { LANGUAGE_NAMES } from "#web/client/i18n.ts";
import { problemText } from "#web/client/problem-text.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { isStale, useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { ConfirmWithReason, withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormSection } from "#web/workspace/editing/form-section.tsx";
import { readOnly } from "#web/workspace/editing/read-only.ts";
import { SaveBar, StaleNotice } from "#web/workspace/editing/save-bar.tsx";
import { useChanges } from "#web/workspace/editing/use-changes.ts";
import { RECORD_STATES, type RecordStateName } from "#web/workspace/frame/record-state.tsx";
import { useMay, useSession } from "#web/workspace/session/session.ts";
import { TimeZoneSelect } from "#web/workspace/session/time-zone-select.tsx";

const PERMISSIONS = agentView.shape.permissions.element.options;
type Values = Pick<AgentView, "firstName" | "lastName" | "email" | "language" | "timeZone" | "administrator" | "permissions" | "state">;

const valuesOf = ({ firstName, lastName, email, language, timeZone, administrator, permissions, state }: AgentView): Values => ({
  firstName,
  lastName,
  email,
  language,
  timeZone,
  administrator,
  permissions,
  state,
});

export function AgentProfile({ agent }: { agent: AgentView }) {
  const { t } = useTranslation();
  const may = useMay();
  const session = useSession();
  const client = useQueryClient();
  const [confirming, confirm] = useDisclosure();
  const { values, changes, count, set, discard } = useChanges(valuesOf(agent));
  const disabled = !may("agent:write");
  const save = useAction(
    (reason: string) => call(changeAgent, { params: { id: agent.id }, body: { version: agent.version, ...changes, ...withReason(reason) } }),
    {
      quiet: true,
      done: t("workspace.editing.saved"),
      after: (answer) => {
        keepAnswer(client, getAgent, { id: agent.id }, answer);
        discard();
      },
    },
  );
  const changesAccess = changes.administrator !== undefined || changes.permissions !== undefined || changes.state !== undefined;
  const fields = fieldErrors(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changesAccess) confirm.open();
    else save.mutate("");
  };
  const text = (key: "firstName" | "lastName" | "email") => ({
    label: t(`workspace.person.${key}`),
    value: values[key],
    onChange: (event: { currentTarget: { value: string } }) => set(key, event.currentTarget.value),
    error: errorOf(fields, key),
    ...readOnly(disabled),
  });
  return (
    <form onSubmit={submit}>
      <StaleNotice error={save.error} />
      <FormErrors
        message={save.error === null || isStale(save.error) ? null : problemText(save.error)}
        fields={fields}
        known={["firstName", "lastName", "email"]}
      />
      <Stack gap="lg">
        <FormSection title={t("workspace.contact.profile")}>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput {...text("firstName")} />
            <TextInput {...text("lastName")} />
            <TextInput {...text("email")} type="email" />
            <Select
              label={t("workspace.company.language")}
              data={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
              value={values.language}
              onChange={(value) => set("language", value === "de" || value === "en" ? value : null)}
              clearable
              placeholder={t("workspace.record.asInstallation")}
              {...readOnly(disabled)}
            />
            <TimeZoneSelect
              label={t("workspace.company.timeZone")}
              value={values.timeZone}
              onChange={(zone) => set("timeZone", zone)}
              inherited={t("workspace.record.asInstallation")}
              disabled={disabled}
            />
          </SimpleGrid>
        </FormSection>
        <FormSection title={t("workspace.agent.permissions")} meaning={t("workspace.agent.permissionsMean")}>
          <Switch
            label={t("workspace.agent.administrator")}
            description={t("workspace.agent.administratorMeans")}
            checked={values.administrator}
            disabled={disabled}
            onChange={(event) => set("administrator", event.currentTarget.checked)}
          />
          {!values.administrator && (
            <Checkbox.Group
              value={values.permissions}
              onChange={(wanted) =>
                set(
                  "permissions",
                  PERMISSIONS.filter((one) => wanted.includes(one)),
                )
              }
            >
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
                {PERMISSIONS.filter((permission) => !EVERY_AGENT.includes(permission)).map((permission) => (
                  <Checkbox key={permission} value={permission} label={t(`workspace.permission.${permission.replace(":", ".")}`)} disabled={disabled} />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
          )}
        </FormSection>
        <FormSection title={t("workspace.record.state")} meaning={t("workspace.agent.stateMeans")}>
          <SegmentedControl
            aria-label={t("workspace.record.state")}
            value={values.state}
            disabled={disabled || agent.id === session.agentId}
            onChange={(value) => set("state", value as RecordStateName)}
            data={RECORD_STATES.map((value) => ({ value, label: t(`workspace.state.${value}`) }))}
            style={{ alignSelf: "flex-start" }}
          />
          {agent.id === session.agentId && !disabled && (
            <Text size="sm" c="dimmed">
              {t("workspace.agent.notYourself")}
            </Text>
          )}
        </FormSection>
      </Stack>
      <SaveBar count={count} busy={save.isPending} onDiscard={discard} />
      {confirming && (
        <ConfirmWithReason
          opened
          title={t("workspace.agent.confirmTitle", { name: agent.name })}
          confirmLabel={t("ui.save")}
          onConfirm={(reason) => {
            confirm.close();
            save.mutate(reason);
          }}
          onClose={confirm.close}
        >
          <Stack gap="xs">
            {changes.administrator !== undefined && (
              <Alert color="amber">{t(changes.administrator ? "workspace.agent.becomesAdministrator" : "workspace.agent.noAdministrator")}</Alert>
            )}
            {changes.state !== undefined && changes.state !== "active" && <Alert color="amber">{t("workspace.agent.signedOut")}</Alert>}
            <span>{t("workspace.agent.countsAtOnce")}</span>
          </Stack>
        </ConfirmWithReason>
      )}
    </form>
  );
}
