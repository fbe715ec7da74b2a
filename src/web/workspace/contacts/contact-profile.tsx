import { Alert, Anchor } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, changeContact, getContact } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { Link } from "#web/ui/link.tsx";
import { isStale, useAction } from "#web/workspace/api/use-action.ts";
import { keepAnswer } from "#web/workspace/api/use-endpoint.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { SaveBar, StaleNotice } from "#web/workspace/editing/save-bar.tsx";
import { useChanges } from "#web/workspace/editing/use-changes.ts";
import { CONTACT_PATHS, ContactFields, type ContactValues } from "./contact-fields.tsx";

const valuesOf = (contact: ContactView): ContactValues =>
  Object.fromEntries(CONTACT_PATHS.map((key) => [key, contact[key as keyof ContactView]])) as unknown as ContactValues;

export function ContactProfile({ contact }: { contact: ContactView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const editing = useChanges(valuesOf(contact));
  const save = useAction(() => call(changeContact, { params: { id: contact.id }, body: { version: contact.version, ...editing.changes } }), {
    quiet: true,
    done: t("workspace.editing.saved"),
    after: (answer) => {
      keepAnswer(client, getContact, { id: contact.id }, answer);
      editing.discard();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const fields = fieldErrors(save.error);
  return (
    <form onSubmit={submit} style={{ maxWidth: 860 }}>
      {contact.sameEmailCount > 0 && (
        <Alert color="gray" mb="md">
          {t("workspace.contact.sameEmail", { count: contact.sameEmailCount })}{" "}
          <Anchor component={Link} to={`/contacts?q=${encodeURIComponent(contact.email)}`} inherit>
            {t("workspace.contact.showThem")}
          </Anchor>
        </Alert>
      )}
      {contact.directoryId !== null && (
        <Alert color="gray" mb="md">
          {t("workspace.contact.fromDirectory")}
        </Alert>
      )}
      <StaleNotice error={save.error} />
      <FormErrors message={save.error === null || isStale(save.error) ? null : problemText(save.error)} fields={fields} known={CONTACT_PATHS} />
      <ContactFields values={editing.values} set={editing.set} errors={fields} disabled={!contact.can.includes("change")} />
      <SaveBar count={editing.count} busy={save.isPending} onDiscard={editing.discard} />
    </form>
  );
}
