/** What is the same wherever tickets are merged: the ways to do it, who gains and loses by it, and the deed. */
import { Checkbox, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { mergeTickets } from "#contract/merge.ts";
import type { AgentTicketView } from "#contract/ticket-fields.ts";
import { useFormats } from "#web/ui/ui-context.tsx";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { plannedCall } from "#web/workspace/what-if/planned-call.ts";
import { mergeCall, useMerge } from "./use-merge.ts";

type Given = {
  /** Null: not chosen yet. */
  target: AgentTicketView | null;
  sources: readonly AgentTicketView[];
  /** Chooses target and sources. */
  children: ReactNode;
  onDone: (targetId: string) => void;
  onClose: () => void;
};

export function MergeForm({ target, sources, children, onDone, onClose }: Given) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [adds, setAdds] = useState(true);
  const [reason, setReason] = useState("");
  const merge = useMerge(onDone);
  const requesters = [...new Set(sources.flatMap(({ contactId, contactName }) => (contactId === target?.contactId ? [] : (contactName ?? []))))];
  const otherCompany = target !== null && sources.some(({ companyId }) => companyId !== target.companyId);
  const isReady = target !== null && sources.length > 0 && !sources.some(({ id }) => id === target.id);
  const given = { ticketIds: sources.map(({ id }) => id), requesters: adds ? ("members" as const) : ("none" as const) };
  // The reason changes nobody's sight: what-if is not asked again for each letter of it.
  const planned = isReady ? mergeCall(target.id, given) : null;
  return (
    <FormDialog
      wide
      title={t("workspace.merge.title")}
      submitLabel={t("workspace.merge.do", { count: sources.length })}
      busy={merge.isPending}
      disabled={!isReady}
      error={merge.error}
      planned={planned && plannedCall(mergeTickets, planned)}
      onSubmit={() => isReady && merge.mutate(mergeCall(target.id, { ...given, reason: reason.trim() }))}
      onClose={onClose}
    >
      {children}
      {isReady && (
        <>
          {requesters.length > 0 && (
            <Checkbox
              label={t("workspace.merge.addRequesters", { names: formats.list(requesters) })}
              description={t("workspace.merge.addRequestersMeans", { number: target.number })}
              checked={adds}
              onChange={(event) => setAdds(event.currentTarget.checked)}
            />
          )}
          <Text size="sm" c="dimmed">
            {t("workspace.merge.means", { number: target.number })}
            {otherCompany && ` ${t("workspace.merge.otherCompany")}`}
          </Text>
          <TextInput
            label={t("workspace.editing.reason")}
            description={t("workspace.editing.reasonHint")}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
