/** The sentences of `web/ui`, in the language that is spoken now. */
import { useTranslation } from "react-i18next";

export function useUiTexts() {
  const { t } = useTranslation();
  return {
    retry: t("ui.retry"),
    newer: t("ui.newer"),
    older: t("ui.older"),
    search: t("ui.search"),
    clear: t("ui.clear"),
    cancel: t("ui.cancel"),
    confirm: t("ui.confirm"),
    close: t("ui.close"),
    undo: t("ui.undo"),
    loading: t("ui.loading"),
    count: (given: { from: string; to: string; total: string; atLeast: boolean }) => t(given.atLeast ? "ui.countAtLeast" : "ui.count", given),
    countNone: t("ui.countNone"),
    couldNotLoad: t("ui.couldNotLoad"),
    sortBy: (column: string) => t("ui.sortBy", { column }),
    selectAll: t("ui.selectAll"),
    selectRow: t("ui.selectRow"),
    language: t("ui.language"),
    colorScheme: t("ui.colorScheme"),
    light: t("ui.light"),
    dark: t("ui.dark"),
    system: t("ui.system"),
    dropHere: t("ui.dropHere"),
    chooseFiles: t("ui.chooseFiles"),
    orDrop: t("ui.orDrop"),
    largest: (size: string) => t("ui.largest", { size }),
    removeFile: (name: string) => t("ui.removeFile", { name }),
    uploading: (name: string) => t("ui.uploading", { name }),
    newTab: t("ui.newTab"),
    unsavedTitle: t("ui.unsavedTitle"),
    unsavedText: t("ui.unsavedText"),
    leave: t("ui.leave"),
    stay: t("ui.stay"),
    skipToContent: t("ui.skipToContent"),
  };
}
