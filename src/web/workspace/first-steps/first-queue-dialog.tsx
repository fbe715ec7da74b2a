/** The first queue with its group in one go: whoever begins does not have to know yet that rights hang on groups. */
import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createGroup, createQueue } from "#contract/master-data.ts";
import { call } from "#web/client/call.ts";
import { useAction } from "#web/workspace/api/use-action.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { NameField } from "#web/workspace/editing/name-fields.tsx";

export function FirstQueueDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(t("workspace.firstSteps.queueName"));
  const [groupId, setGroupId] = useState<string | null>(null);
  const create = useAction(
    async () => {
      // If the queue is refused, its group is there already and must not be made twice.
      const id = groupId ?? (await call(createGroup, { body: { name: name.trim() } })).id;
      setGroupId(id);
      return call(createQueue, { body: { name: name.trim(), groupId: id } });
    },
    { quiet: true, done: t("workspace.firstSteps.queueDone", { name: name.trim() }), after: onClose },
  );
  return (
    <FormDialog
      title={t("workspace.access.newQueue")}
      submitLabel={t("workspace.firstSteps.createQueue")}
      busy={create.isPending}
      disabled={name.trim() === ""}
      error={create.error}
      known={["name"]}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} problem={create.error} />
      <Text size="sm" c="dimmed">
        {t("workspace.firstSteps.queueGroup")}
      </Text>
    </FormDialog>
  );
}
