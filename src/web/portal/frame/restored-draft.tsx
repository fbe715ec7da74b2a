/** Says that what stands here was written earlier and not sent, and takes it away on request. */
import { useTranslation } from "react-i18next";
import classes from "./restored-draft.module.css";

export function RestoredDraft({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation();
  return (
    <p className={classes.note} role="status">
      <span>{t("portal.draft.restored")}</span>
      <button type="button" className={classes.discard} onClick={onDiscard}>
        {t("portal.draft.discard")}
      </button>
    </p>
  );
}
