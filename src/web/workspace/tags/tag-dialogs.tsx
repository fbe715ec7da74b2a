/** Renames, merges and removes a tag; each says what becomes of its tickets. */
import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeTag, listTags, mergeTag, removeTag, type TagView } from "#contract/tag.ts";
import { call } from "#web/client/call.ts";
import { ConfirmDialog } from "#web/ui/confirm-dialog.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { NameField } from "#web/workspace/editing/name-fields.tsx";
import { RecordPicker, usePicking } from "#web/workspace/pick/record-picker.tsx";

type Given = { tag: TagView; onClose: () => void };

/** "1,000 tickets or more" where they were not counted to the end. */
function useTickets(): (tag: TagView) => string {
  const { t } = useTranslation();
  return (tag) => t(tag.ticketCountIsLowerBound ? "workspace.tag.ticketsAtLeast" : "workspace.tag.tickets", { count: tag.ticketCount });
}

export function RenameTag({ tag, onClose }: Given) {
  const { t } = useTranslation();
  const [name, setName] = useState(tag.name);
  const save = useAction(() => call(changeTag, { params: { id: tag.id }, body: { version: tag.version, name: name.trim() } }), {
    quiet: true,
    done: t("workspace.editing.saved"),
    after: onClose,
  });
  return (
    <FormDialog
      title={t("workspace.tag.rename")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === "" || name.trim() === tag.name}
      error={save.error}
      known={["name"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} problem={save.error} />
    </FormDialog>
  );
}

export function MergeTag({ tag, onClose }: Given) {
  const { t } = useTranslation();
  const tickets = useTickets();
  const [into, setInto] = useState<{ value: string; label: string } | null>(null);
  const picking = usePicking(into);
  const found = useEndpoint(listTags, { query: { limit: 20, ...(picking.q === "" ? {} : { q: picking.q }) } }, { enabled: picking.opened, keepPrevious: true });
  const save = useAction(() => call(mergeTag, { params: { id: tag.id }, body: { version: tag.version, intoId: into?.value ?? "" } }), {
    quiet: true,
    done: t("workspace.tag.merged", { name: tag.name }),
    after: onClose,
  });
  return (
    <FormDialog
      title={t("workspace.tag.mergeOf", { name: tag.name })}
      submitLabel={t("workspace.tag.mergeDeed")}
      busy={save.isPending}
      disabled={into === null}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <RecordPicker
        label={t("workspace.tag.into")}
        value={into?.value ?? null}
        onChange={(_, option) => setInto(option)}
        picking={picking}
        options={(found.data?.items ?? []).filter(({ id }) => id !== tag.id).map(({ id, name }) => ({ value: id, label: name }))}
        busy={found.isFetching}
        autoFocus
      />
      {into !== null && <Text size="sm">{t("workspace.tag.mergeMeans", { tickets: tickets(tag), name: tag.name, into: into.label })}</Text>}
    </FormDialog>
  );
}

export function RemoveTag({ tag, onClose }: Given) {
  const { t } = useTranslation();
  const tickets = useTickets();
  const remove = useAction(() => call(removeTag, { params: { id: tag.id } }), { done: t("workspace.tag.removed", { name: tag.name }), after: onClose });
  return (
    <ConfirmDialog
      opened
      title={t("workspace.tag.removeOf", { name: tag.name })}
      confirmLabel={t("workspace.tag.remove")}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t("workspace.tag.removeMeans", { tickets: tickets(tag) })}
    </ConfirmDialog>
  );
}
