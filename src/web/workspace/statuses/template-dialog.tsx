/** Statuses and steps as ZEP or OTRS have them: what would change stands there before anything does. */
import { List, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listStatuses } from "#contract/master-data.ts";
import { applyTemplate, getWorkflow, type TemplateOutcome } from "#contract/status.ts";
import { TEMPLATES, type TemplateName } from "#domain/tickets/workflow-templates.ts";
import { call } from "#web/client/call.ts";
import { problemText } from "#web/client/problem-text.ts";
import { ErrorState } from "#web/ui/error-state.tsx";
import { useAction } from "#web/workspace/api/use-action.ts";
import { useEndpoint } from "#web/workspace/api/use-endpoint.ts";
import { FormDialog } from "#web/workspace/editing/form-dialog.tsx";
import { useStatusWords } from "./use-status-words.ts";

export function TemplateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [template, setTemplate] = useState<TemplateName>("zep");
  const version = useEndpoint(getWorkflow).data?.version;
  const preview = useQuery({
    queryKey: ["workflow-template", template, version ?? 0],
    queryFn: () => call(applyTemplate, { body: { template, version: version ?? 1, dryRun: true } }),
    enabled: version !== undefined,
    gcTime: 0,
  });
  const apply = useAction(() => call(applyTemplate, { body: { template, version: version ?? 1, dryRun: false } }), {
    quiet: true,
    done: t("workspace.status.templateDone"),
    after: onClose,
  });
  return (
    <FormDialog
      title={t("workspace.status.template")}
      submitLabel={t("workspace.status.templateApply")}
      busy={apply.isPending}
      disabled={preview.data === undefined}
      error={apply.error}
      wide
      onSubmit={() => apply.mutate()}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t("workspace.status.template")}
        value={template}
        onChange={(value) => setTemplate(TEMPLATES.find((one) => one === value) ?? "zep")}
        data={TEMPLATES.map((value) => ({ value, label: t(`workspace.status.templates.${value}`) }))}
      />
      <Text size="sm">{t(`workspace.status.templateMeans.${template}`)}</Text>
      {preview.error !== null ? (
        <ErrorState message={problemText(preview.error)} onRetry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <Skeleton height={220} />
      ) : (
        <Preview outcome={preview.data} />
      )}
    </FormDialog>
  );
}

function Preview({ outcome }: { outcome: TemplateOutcome }) {
  const { t } = useTranslation();
  const all = useEndpoint(listStatuses).data?.items ?? [];
  const words = useStatusWords([...all, ...outcome.statuses]);
  const differing = outcome.statuses.filter((status) => status.outcome !== "unchanged");
  const { added, removed, changed } = outcome.steps;
  const detail = ({ after }: TemplateOutcome["statuses"][number]) =>
    words({ isDefaultOfType: false, locks: false, commentRequired: false, assigns: false, verdict: null, closesToId: null, ...after }).join(", ");
  return (
    <Stack gap="xs" mih={220}>
      {differing.length === 0 ? (
        <Text size="sm" fw={550}>
          {t("workspace.status.templateNothing")}
        </Text>
      ) : (
        <List size="sm" spacing={4}>
          {differing.map((status) => (
            <List.Item key={status.id}>
              <strong>{status.label}</strong> {t(`workspace.status.outcome.${status.outcome}`)}
              {status.outcome !== "closed" && detail(status) !== "" && `: ${detail(status)}`}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm">{t("workspace.status.templateSteps", { added, removed, changed })}</Text>
      {outcome.mode.before !== outcome.mode.after && <Text size="sm">{t(`workspace.status.templateMode.${outcome.mode.after}`)}</Text>}
      <Text size="sm" c="dimmed">
        {t("workspace.status.templateKeeps")}
      </Text>
    </Stack>
  );
}
