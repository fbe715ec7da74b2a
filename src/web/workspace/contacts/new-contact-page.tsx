/** A new person with a company, chosen or made on the way, and with a sign-in if wanted: one form, one button. */

import { Alert, Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createCompany, listCompanies } from "#contract/company.ts";
import { createContact } from "#contract/contact.ts";
import { useAddress } from "#web/client/address.ts";
import { call } from "#web/client/call.ts";
import { freshKey } from "#web/client/fresh-key.ts";
import { problemText } from "#web/client/problem-text.ts";
import { errorOf, FormErrors } from "#web/ui/form-errors.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { UnsavedGuard } from "#web/ui/unsaved-guard.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormSection } from "#web/workspace/editing/form-section.tsx";
import { useChanges } from "#web/workspace/editing/use-changes.ts";
import { useCrumbs } from "#web/workspace/frame/page-state.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { useMay } from "#web/workspace/session/session.ts";
import { EMPTY_CONTACT, PersonFields } from "./contact-fields.tsx";
import { RoleSelect, useCautiousRole } from "./role-select.tsx";

type NewCompany = { name: string; number: string };
const known = ["firstName", "lastName", "email", "phone", "memberships", "signIn", "login"];

export function NewContactPage() {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [address] = useAddress();
  const [keys] = useState(() => ({ company: freshKey(), contact: freshKey() }));
  const person = useChanges(EMPTY_CONTACT);
  const [companyId, setCompanyId] = useState<string | null>(address.company ?? null);
  const [newCompany, setNewCompany] = useState<NewCompany | null>(null);
  const [roleId, setRoleId] = useState<string | null>(null);
  const [signsIn, setSignsIn] = useState(true);
  const [login, setLogin] = useState<string | null>(null);
  const cautious = useCautiousRole();
  const { email, lastName } = person.values;
  const shownLogin = login ?? email.trim();
  const wantsSignIn = signsIn && email.trim() !== "";
  useCrumbs({ label: t("workspace.nav.contacts"), to: "/contacts" }, { label: t("workspace.contact.new") });
  const create = useAction(
    async () => {
      let id = companyId;
      if (newCompany !== null) {
        const { name, number } = newCompany;
        const company = await call(createCompany, {
          idempotencyKey: keys.company,
          body: { name: name.trim(), ...(number.trim() === "" ? {} : { number: number.trim() }) },
        });
        // If the contact is refused now, the company is there and must not be made twice.
        setNewCompany(null);
        setCompanyId(company.id);
        void client.invalidateQueries({ queryKey: [listCompanies.path] });
        id = company.id;
      }
      const role = roleId ?? cautious;
      return call(createContact, {
        idempotencyKey: keys.contact,
        body: {
          ...person.changes,
          lastName: lastName.trim(),
          email: email.trim(),
          memberships: [{ companyId: id ?? "", primary: true, ...(role === null ? {} : { roleId: role }) }],
          ...(wantsSignIn ? { signIn: { login: shownLogin, send: "link" as const } } : {}),
        },
      });
    },
    {
      quiet: true,
      done: (contact) => (wantsSignIn ? t("workspace.signIn.linkSent", { email: contact.email }) : t("workspace.contact.created", { name: contact.name })),
      after: (contact) => navigate({ to: "/contacts/$id", params: { id: contact.id }, ignoreBlocker: true }),
    },
  );
  const fields = fieldErrors(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} style={{ maxWidth: 760 }}>
      <UnsavedGuard when={person.count > 0 && !create.isPending && !create.isSuccess} />
      <PageHeader title={t("workspace.contact.new")} />
      <FormErrors message={create.error === null ? null : problemText(create.error)} fields={fields} known={known} />
      <Stack gap="lg">
        <FormSection title={t("workspace.contact.sectionPerson")}>
          <PersonFields values={person.values} set={person.set} errors={fields} autoFocus />
        </FormSection>
        <FormSection title={t("workspace.contact.sectionCompany")} meaning={t("workspace.contact.sectionCompanyMeans")}>
          {newCompany === null ? (
            <CompanyPicker
              label={t("workspace.ticket.company")}
              value={companyId}
              onChange={setCompanyId}
              required
              error={errorOf(fields, "memberships")}
              {...(may("company:write")
                ? {
                    create: {
                      label: (q: string) => t("workspace.contact.createCompany", { name: q }),
                      run: (q: string) => setNewCompany({ name: q, number: "" }),
                    },
                  }
                : {})}
            />
          ) : (
            <Alert color="pine" title={t("workspace.company.new")} withCloseButton closeButtonLabel={t("ui.cancel")} onClose={() => setNewCompany(null)}>
              <Group grow align="flex-start">
                <TextInput
                  label={t("workspace.company.name")}
                  required
                  maxLength={200}
                  value={newCompany.name}
                  onChange={(event) => setNewCompany({ ...newCompany, name: event.currentTarget.value })}
                />
                <TextInput
                  label={t("workspace.company.number")}
                  placeholder={t("workspace.company.numberNew")}
                  maxLength={150}
                  value={newCompany.number}
                  onChange={(event) => setNewCompany({ ...newCompany, number: event.currentTarget.value })}
                />
              </Group>
            </Alert>
          )}
          <RoleSelect value={roleId ?? cautious} onChange={setRoleId} />
        </FormSection>
        <FormSection title={t("workspace.contact.signIn")}>
          <Switch
            label={t("workspace.contact.giveSignIn")}
            description={email.trim() === "" ? t("workspace.signIn.byLinkNoEmailYet") : t("workspace.signIn.byLinkMeans", { email: email.trim() })}
            checked={wantsSignIn}
            disabled={email.trim() === ""}
            onChange={(event) => setSignsIn(event.currentTarget.checked)}
          />
          {wantsSignIn && (
            <TextInput
              label={t("workspace.entry.login")}
              description={t("workspace.signIn.loginHint")}
              required
              maxLength={200}
              autoComplete="off"
              value={shownLogin}
              onChange={(event) => setLogin(event.currentTarget.value)}
              error={errorOf(fields, "signIn") ?? errorOf(fields, "login")}
            />
          )}
        </FormSection>
      </Stack>
      <Group mt="md">
        <Button
          type="submit"
          loading={create.isPending}
          disabled={lastName.trim() === "" || (newCompany === null ? companyId === null : newCompany.name.trim() === "") || (wantsSignIn && shownLogin === "")}
        >
          {t(wantsSignIn ? "workspace.contact.createAndInvite" : "workspace.contact.create")}
        </Button>
      </Group>
    </form>
  );
}
