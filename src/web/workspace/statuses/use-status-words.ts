/** What a status does beside its type, in words. */
import { useTranslation } from "react-i18next";
import type { StatusView } from "#contract/master-data.ts";

type Told = Pick<StatusView, "isDefaultOfType" | "locks" | "commentRequired" | "assigns" | "verdict" | "closesToId">;

export function useStatusWords(all: readonly Pick<StatusView, "id" | "label">[]) {
  const { t } = useTranslation();
  return (status: Told): string[] => {
    const target = all.find(({ id }) => id === status.closesToId);
    return [
      ...(status.isDefaultOfType ? [t("workspace.status.says.isDefaultOfType")] : []),
      ...(status.verdict === null ? [] : [t(`workspace.status.verdict.${status.verdict}`)]),
      ...(status.commentRequired ? [t("workspace.status.says.commentRequired")] : []),
      ...(status.assigns ? [t("workspace.status.says.assigns")] : []),
      ...(target === undefined ? [] : [t("workspace.status.says.closesTo", { status: target.label })]),
      ...(status.locks ? [t("workspace.status.says.locks")] : []),
    ];
  };
}
