import { Button, Group, Modal, Radio, SegmentedControl, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { addParticipant } from "#contract/ticket.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { FormErrors } from "#web/ui/form-errors.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { DialogTitle } from "#web/workspace/editing/form-dialog.tsx";
import { CompanyPicker } from "#web/workspace/pick/company-picker.tsx";
import { ContactPicker } from "#web/workspace/pick/contact-picker.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { WhatIf } from "#web/workspace/what-if/what-if.tsx";

export function AddParticipant({ ticket, onClose }: { ticket: AgentTicketView; onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"contact" | "company">("contact");
  const [level, setLevel] = useState<"read" | "reply">("reply");
  const [id, setId] = useState<string | null>(null);
  const [name, setName] = useState("");
  const wanted = { params: { id: ticket.id }, body: kind === "contact" ? { contactId: id ?? "", level } : { companyId: id ?? "", level } };
  const add = useAction(() => call(addParticipant, wanted), { quiet: true, done: t("workspace.participant.added", { name }), after: onClose });
  const choose = (value: string | null, option: { label: string } | null) => {
    setId(value);
    setName(option?.label ?? "");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id !== null) add.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={<DialogTitle>{t("workspace.participant.addTitle")}</DialogTitle>} closeButtonProps={{ "aria-label": t("ui.close") }}>
      <form onSubmit={submit}>
        <FormErrors message={add.error === null ? null : problemText(add.error)} />
        <Stack gap="md">
          <SegmentedControl
            aria-label={t("workspace.participant.kind")}
            value={kind}
            onChange={(value) => {
              setKind(value as typeof kind);
              choose(null, null);
            }}
            data={[
              { value: "contact", label: t("workspace.participant.aContact") },
              { value: "company", label: t("workspace.participant.aCompany") },
            ]}
          />
          {kind === "contact" ? (
            <ContactPicker label={t("workspace.ticket.contact")} value={id} name={name} onChange={choose} required autoFocus />
          ) : (
            <CompanyPicker label={t("workspace.ticket.company")} value={id} name={name} onChange={choose} required autoFocus />
          )}
          <Radio.Group label={t("workspace.who.verbs")} value={level} onChange={(value) => setLevel(value === "read" ? "read" : "reply")}>
            <Stack gap={6} mt={6}>
              <Radio value="reply" label={t("workspace.participant.may.reply")} />
              <Radio value="read" label={t("workspace.participant.may.read")} />
            </Stack>
          </Radio.Group>
          <Text size="sm" c="dimmed">
            {t(kind === "contact" ? "workspace.participant.contactMeans" : "workspace.participant.companyMeans")}
          </Text>
          <WhatIf planned={id === null ? null : plannedCall(addParticipant, wanted)} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" disabled={id === null} loading={add.isPending}>
              {t("workspace.participant.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
