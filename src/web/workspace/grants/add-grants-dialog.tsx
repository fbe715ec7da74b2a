/** Gives several grants in one go: a contact on several projects, or several contacts on a project. */
import { Group, Pill, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeGrants, type GrantInput } from "#contract/grant.ts";
import { useCompanyZone } from "#web/workspace/companies/use-company-zone.ts";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import { ProjectPicker } from "#web/workspace/pick/project-picker.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { instantsOf } from "./grant-days.ts";
import { FRESH, GrantFields, type GrantValues, isComplete } from "./grant-fields.tsx";
import type { GrantsOf } from "./grant-table.tsx";
import { useAddGrants } from "./use-change-grants.ts";

type Chosen = { id: string; name: string };

export function AddGrantsDialog({ of, onClose }: { of: GrantsOf; onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [values, setValues] = useState(FRESH);
  const [reason, setReason] = useState("");
  const primary = "contact" in of ? (of.contact.memberships.find((membership) => membership.primary)?.company ?? null) : of.project.company;
  const zone = useCompanyZone(primary?.id ?? null);
  const add = useAddGrants(onClose);
  const projectId = "project" in of ? of.project.id : chosen.length === 1 ? (chosen[0]?.id ?? null) : null;
  const ofPerson = "contact" in of;
  const name = "contact" in of ? of.contact.name : of.project.name;
  // Named tasks are one project's: with another one they are chosen anew.
  const choose = (next: Chosen[]) => {
    setChosen(next);
    if ("contact" in of && values.tasks === "named") setValues({ ...values, tasks: next.length > 1 ? "all" : "named", taskIds: [] });
  };
  const grants = chosen.map(({ id }) => {
    const [contactId, project] = "contact" in of ? [of.contact.id, id] : [id, of.project.id];
    return { contactId, grant: { projectId: project, ...fieldsOf(values, zone) } };
  });
  const isReady = chosen.length > 0 && isComplete(values);
  return (
    <FormDialog
      wide
      title={t(ofPerson ? "workspace.grant.addTitle" : "workspace.grant.addOnProjectTitle", { name })}
      submitLabel={t("workspace.grant.addDo", { count: Math.max(1, chosen.length) })}
      busy={add.isPending}
      disabled={!isReady}
      planned={isReady ? plannedCall(changeGrants, { body: { changes: grants } }) : null}
      error={add.error}
      known={["from", "until", "seesSince"]}
      onSubmit={() => add.mutate({ grants, reason: reason.trim() })}
      onClose={onClose}
    >
      <Choosing of={of} chosen={chosen} onChange={choose} />
      <GrantFields values={values} onChange={setValues} projectId={projectId} errors={fieldErrors(add.error)} />
      <TextInput
        label={t("workspace.editing.reason")}
        description={t("workspace.editing.reasonHint")}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t("workspace.membership.means")}
      </Text>
    </FormDialog>
  );
}

function fieldsOf(values: GrantValues, zone: string): Omit<GrantInput, "projectId"> {
  const { tasks, taskIds, readOnly, scope, hours } = values;
  return { tasks: tasks === "named" ? taskIds : tasks, readOnly, scope, hours, ...instantsOf(values, FRESH, zone) };
}

function Choosing({ of, chosen, onChange }: { of: GrantsOf; chosen: Chosen[]; onChange: (chosen: Chosen[]) => void }) {
  const { t } = useTranslation();
  const pick = (id: string | null, option: { label: string } | null) => {
    if (id !== null && !chosen.some((one) => one.id === id)) onChange([...chosen, { id, name: option?.label ?? "" }]);
  };
  const ofPerson = "contact" in of;
  const hint = t(ofPerson ? "workspace.grant.projectsHint" : "workspace.grant.contactsHint");
  return (
    <div>
      {"contact" in of ? (
        <ProjectPicker label={t("workspace.nav.projects")} description={hint} value={null} onChange={pick} grantableTo={of.contact.id} autoFocus />
      ) : (
        <ContactPicker
          label={t("workspace.nav.contacts")}
          description={hint}
          value={null}
          onChange={pick}
          companyId={of.project.company?.id ?? null}
          autoFocus
        />
      )}
      {chosen.length > 0 && (
        <Group gap={6} mt={8}>
          {chosen.map((one) => (
            <Pill
              key={one.id}
              size="md"
              withRemoveButton
              removeButtonProps={{ "aria-label": t("workspace.grant.unchoose", { name: one.name }), "aria-hidden": false, tabIndex: 0 }}
              onRemove={() => onChange(chosen.filter((other) => other.id !== one.id))}
            >
              {one.name}
            </Pill>
          ))}
        </Group>
      )}
    </div>
  );
}
