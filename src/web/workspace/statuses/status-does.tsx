/** What a status does beside its type. */
import { Select, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { StatusView } from "#contract/master-data.ts";

export type StatusDraft = Pick<StatusView, "statusType" | "isDefaultOfType" | "locks" | "commentRequired" | "assigns" | "verdict" | "closesToId">;

type Given = { does: StatusDraft; all: readonly StatusView[]; onChange: (does: StatusDraft) => void };

export function StatusDoes({ does, all, onChange }: Given) {
  const { t } = useTranslation();
  const { statusType } = does;
  if (statusType === "removed" || statusType === "merged") return null;
  const isEnd = statusType === "done" || statusType === "closed";
  const verdicts = [
    ...(statusType === "closed" ? ["accepted" as const] : []),
    ...(statusType === "done" || statusType === "pending" ? [] : ["rejected" as const]),
  ];
  const targets = all.filter(
    (status) => status.state === "active" && (status.statusType === "done" || status.statusType === "closed") && !status.commentRequired,
  );
  const flag = (name: "locks" | "commentRequired" | "assigns") => (
    <Switch
      label={t(`workspace.status.does.${name}`)}
      description={t(`workspace.status.doesMeans.${name}`)}
      checked={does[name]}
      onChange={(event) => onChange({ ...does, [name]: event.currentTarget.checked })}
    />
  );
  return (
    <Stack gap="sm">
      {statusType !== "new" && flag("commentRequired")}
      {!isEnd && flag("assigns")}
      {isEnd && flag("locks")}
      {verdicts.length > 0 && (
        <Select
          label={t("workspace.status.verdictOf")}
          description={t("workspace.status.verdictMeans")}
          placeholder={t("workspace.status.verdict.none")}
          data={verdicts.map((verdict) => ({ value: verdict, label: t(`workspace.status.verdict.${verdict}`) }))}
          value={does.verdict}
          onChange={(verdict) => onChange({ ...does, verdict: verdicts.find((one) => one === verdict) ?? null })}
          clearable
        />
      )}
      {statusType === "pending" && (
        <Select
          label={t("workspace.status.closesToOf")}
          description={t("workspace.status.closesToMeans")}
          placeholder={t("workspace.status.reminds")}
          data={targets.map(({ id, label }) => ({ value: id, label }))}
          value={does.closesToId}
          onChange={(closesToId) => onChange({ ...does, closesToId })}
          clearable
        />
      )}
    </Stack>
  );
}
