import { Checkbox, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ContactView, type MembershipView, setMembership } from "#contract/contact.ts";
import { dayOf, endOfDay, lastDayOf, startOfDay } from "#domain/time-zones.ts";
import { call } from "#web/client/call.ts";
import { errorOf } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useCompanyZone } from "#web/workspace/companies/use-company-zone.ts";
import { withReason } from "#web/workspace/editing/confirm-with-reason.tsx";
import { fieldErrors } from "#web/workspace/editing/field-errors.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { RoleForATimeFields } from "./role-for-a-time-fields.tsx";
import { RoleSelect, useCautiousRole, useRoleName } from "./role-select.tsx";
import { useRoleForATime } from "./use-role-for-a-time.ts";

export function MembershipDialog({ contact, membership, onClose }: { contact: ContactView; membership: MembershipView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [companyId, setCompanyId] = useState(membership?.company.id ?? null);
  const [roleId, setRoleId] = useState(membership?.role.id ?? null);
  const [primary, setPrimary] = useState(membership?.primary ?? false);
  const [carriesGroupRights, setCarriesGroupRights] = useState(membership?.carriesGroupRights ?? true);
  const [keepsOwnTickets, setKeepsOwnTickets] = useState(membership?.keepsOwnTickets ?? false);
  const [days, setDays] = useState<{ from?: string; until?: string; seesSince?: string }>({});
  const [reason, setReason] = useState("");
  const cautious = useCautiousRole();
  const zone = useCompanyZone(companyId);
  const stored = {
    from: membership?.from ? dayOf(membership.from, zone) : "",
    until: membership?.until ? lastDayOf(membership.until, zone) : "",
    seesSince: membership?.seesSince ? dayOf(membership.seesSince, zone) : "",
  };
  const instantOf = (key: "from" | "until" | "seesSince") => {
    const day = days[key];
    if (day === undefined || day === stored[key]) return {};
    return { [key]: day === "" ? null : key === "until" ? endOfDay(day, zone) : startOfDay(day, zone) };
  };
  const chosenRole = roleId ?? cautious;
  const roleName = useRoleName(chosenRole);
  const forATime = useRoleForATime(membership, chosenRole, zone);
  const isReady = companyId !== null && chosenRole !== null && forATime.isComplete;
  const wanted = {
    companyId: companyId ?? "",
    carriesGroupRights,
    keepsOwnTickets,
    ...(chosenRole === null ? {} : { roleId: chosenRole }),
    ...(primary ? { primary } : {}),
    ...instantOf("from"),
    ...instantOf("until"),
    ...instantOf("seesSince"),
    ...forATime.wanted,
    ...(membership === null ? {} : { version: membership.version }),
  };
  const save = useAction(() => call(setMembership, { params: { id: contact.id }, body: { ...wanted, ...withReason(reason.trim()) } }), {
    quiet: true,
    done: t("workspace.editing.saved"),
    after: onClose,
  });
  const fields = fieldErrors(save.error);
  const day = (key: "from" | "until" | "seesSince") => ({
    type: "date",
    label: t(`workspace.membership.${key}`),
    value: days[key] ?? stored[key],
    onChange: (event: { currentTarget: { value: string } }) => setDays({ ...days, [key]: event.currentTarget.value }),
    error: errorOf(fields, key),
  });
  return (
    <FormDialog
      title={t(membership === null ? "workspace.membership.addTitle" : "workspace.membership.editTitle", {
        contact: contact.name,
        company: membership?.company.name,
      })}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={!isReady}
      error={save.error}
      known={["companyId", "roleId", "roleForATime.roleId", "roleForATime.from", "roleForATime.until", "from", "until", "seesSince"]}
      planned={!isReady ? null : plannedCall(setMembership, { params: { id: contact.id }, body: wanted })}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {membership === null && (
        <CompanyPicker
          label={t("workspace.ticket.company")}
          value={companyId}
          onChange={setCompanyId}
          required
          autoFocus
          error={errorOf(fields, "companyId")}
        />
      )}
      <RoleSelect value={chosenRole} onChange={setRoleId} error={errorOf(fields, "roleId")} />
      <RoleForATimeFields form={forATime} lastingRole={{ id: chosenRole, name: roleName }} fields={fields} />
      <Stack gap="xs">
        {forATime.entry !== null && (
          <Text size="sm" fw={600}>
            {t("workspace.membership.wholePeriod")}
          </Text>
        )}
        <SimpleGrid cols={2}>
          <TextInput {...day("from")} />
          <TextInput {...day("until")} />
        </SimpleGrid>
      </Stack>
      <TextInput {...day("seesSince")} description={t("workspace.membership.seesSinceHint")} />
      <Stack gap="xs">
        {!membership?.primary && (
          <Checkbox
            label={t("workspace.membership.primary")}
            description={t("workspace.membership.primaryHint")}
            checked={primary}
            onChange={(event) => setPrimary(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          label={t("workspace.membership.carriesGroupRights")}
          description={t("workspace.membership.carriesGroupRightsHint")}
          checked={carriesGroupRights}
          onChange={(event) => setCarriesGroupRights(event.currentTarget.checked)}
        />
        <Checkbox
          label={t("workspace.membership.keepsOwnTickets")}
          description={t("workspace.membership.keepsOwnTicketsHint")}
          checked={keepsOwnTickets}
          onChange={(event) => setKeepsOwnTickets(event.currentTarget.checked)}
        />
      </Stack>
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
