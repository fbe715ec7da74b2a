import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeService, changeServiceAssignments, createService, listServiceAssignments, type ServiceView } from "#contract/master-data.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { CommentField, NameField } from "#web/workspace/editing/name-fields.tsx";
import { StateField } from "#web/workspace/editing/state-field.tsx";
import type { RecordStateName } from "#web/workspace/frame/record-state.tsx";

export function ServiceDialog({ service, onClose }: { service: ServiceView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(service?.name ?? "");
  const [comment, setComment] = useState(service?.comment ?? "");
  const [state, setState] = useState<RecordStateName>(service?.state ?? "active");
  const [everybody, setEverybody] = useState<boolean | null>(null);
  const assigned = useEndpoint(listServiceAssignments, { query: { service: service?.id ?? "", everybody: "true" } }, { enabled: service !== null });
  const isForEverybody = (assigned.data?.items.length ?? 0) > 0;
  const wanted = everybody ?? isForEverybody;
  const save = useAction(
    async () => {
      const saved =
        service === null
          ? await call(createService, { body: { name: name.trim(), comment } })
          : await call(changeService, {
              params: { id: service.id },
              body: { version: service.version, name: name.trim(), comment, ...(state === service.state ? {} : { state }) },
            });
      if (wanted !== isForEverybody)
        await call(changeServiceAssignments, { body: { changes: [{ serviceId: saved.id, subject: "everybody", assigned: wanted }] } });
      return saved;
    },
    { quiet: true, done: t("workspace.editing.saved"), after: onClose },
  );
  return (
    <FormDialog
      title={t(service === null ? "workspace.service.new" : "workspace.service.edit")}
      submitLabel={t("ui.save")}
      busy={save.isPending}
      disabled={name.trim() === ""}
      error={save.error}
      known={["name"]}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <NameField hint={t("workspace.service.nameHint")} value={name} onChange={setName} problem={save.error} />
      <CommentField value={comment} onChange={setComment} />
      <Switch
        label={t("workspace.service.everybody")}
        description={t("workspace.service.everybodyMeans")}
        checked={wanted}
        onChange={(event) => setEverybody(event.currentTarget.checked)}
      />
      {service !== null && <StateField value={state} onChange={setState} />}
    </FormDialog>
  );
}
