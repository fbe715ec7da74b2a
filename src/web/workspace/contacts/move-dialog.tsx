/** A contact goes to another company: which, in which role, and whether it keeps sight of its own tickets in the old one. */
import { Checkbox, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, type MembershipView, moveContact } from "#contract/contact.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { RoleSelect } from "./role-select.tsx";

export function MoveDialog({ contact, membership, onClose }: { contact: ContactView; membership: MembershipView; onClose: () => void }) {
  const { t } = useTranslation();
  const [companyId, setCompanyId] = useState<string | null>(null);
  const [roleId, setRoleId] = useState<string | null>(membership.role.id);
  const [keepsOwnTickets, setKeepsOwnTickets] = useState(false);
  const [reason, setReason] = useState("");
  const isElsewhere = companyId !== null && companyId !== membership.company.id;
  const params = { id: contact.id };
  const wanted = {
    fromCompanyId: membership.company.id,
    toCompanyId: companyId ?? "",
    ...(roleId === null ? {} : { roleId }),
    keepsOwnTickets,
    version: membership.version,
  };
  const save = useAction(() => call(moveContact, { params, body: { ...wanted, ...withReason(reason.trim()) } }), {
    quiet: true,
    done: t("workspace.move.done", { contact: contact.name }),
    after: onClose,
  });
  const fields = fieldErrors(save.error);
  return (
    <FormDialog
      title={t("workspace.move.title", { contact: contact.name })}
      submitLabel={t("workspace.move.confirm")}
      busy={save.isPending}
      disabled={!isElsewhere}
      error={save.error}
      known={["toCompanyId", "roleId"]}
      planned={isElsewhere ? plannedCall(moveContact, { params, body: wanted }) : null}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <CompanyPicker
        label={t("workspace.move.to")}
        description={t("workspace.move.from", { company: membership.company.name })}
        value={companyId}
        onChange={setCompanyId}
        required
        autoFocus
        error={companyId === membership.company.id ? t("workspace.move.same", { company: membership.company.name }) : errorOf(fields, "toCompanyId")}
      />
      <RoleSelect value={roleId} onChange={setRoleId} error={errorOf(fields, "roleId")} />
      <Checkbox
        label={t("workspace.move.keeps", { company: membership.company.name })}
        description={t("workspace.move.keepsHint")}
        checked={keepsOwnTickets}
        onChange={(event) => setKeepsOwnTickets(event.currentTarget.checked)}
      />
      <TextInput
        label={t("workspace.editing.reason")}
        description={t("workspace.editing.reasonHint")}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t("workspace.move.means", { company: membership.company.name })}
      </Text>
    </FormDialog>
  );
}
