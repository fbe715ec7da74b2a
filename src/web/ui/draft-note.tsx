/** Says that what stands here was written earlier and not sent, and takes it away on request. */
import classes from "./draft-note.module.css";
import { useUi } from "./ui-context.tsx";

export function DraftNote({ at, onDiscard }: { at: string; onDiscard: () => void }) {
  const { texts, formats } = useUi();
  const today = formats.date(at) === formats.date(new Date().toISOString());
  return (
    <p className={classes.note} role="status">
      <span title={formats.exact(at)}>{texts.draftFrom(today ? formats.time(at) : `${formats.day(at)}, ${formats.time(at)}`)}</span>
      <button type="button" className={classes.discard} onClick={onDiscard}>
        {texts.discardDraft}
      </button>
    </p>
  );
}
