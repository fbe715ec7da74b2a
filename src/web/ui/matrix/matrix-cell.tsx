/** One cell: marks as toggles. Arrows go from cell to cell, 0 to 9 and the letters set. */
import { IconCalendar, IconCheck } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";
import { includesMark, type Marks, marksOfKey, type Scale, ticked, toggled } from "./marks.ts";
import classes from "./matrix.module.css";
import { moveFocus } from "./move-focus.ts";

/** How a mark looks: its letter, and what it is called. Without a letter it is a tick. */
export type Faces = Readonly<Record<string, { letter: string; name: string }>>;

type Given = {
  /** What the cell is about, read out: "Hardware, own company". */
  label: string;
  scale: Scale;
  faces: Faces;
  marks: Marks;
  /** What a tick on a choice comes back to. */
  stored: Marks;
  /** Marks that hold here anyway, from elsewhere. */
  inherited: Marks;
  changed: boolean;
  changedText: string;
  /** Who set it, when, and where the inherited comes from. */
  hint: string | undefined;
  /** Set, and not to be emptied. */
  kept: boolean;
  locked: boolean;
  onChange: (marks: Marks) => void;
  /** What stands beside the marks, and the way to its dialog, by a button or a letter. */
  more?: { text: string; label: string; letter: string; icon?: ReactNode; whereEmpty: boolean; onOpen: () => void } | undefined;
};

export function MatrixCell(given: Given) {
  const { label, scale, faces, marks, changed, changedText, hint, locked, onChange, more } = given;
  const hasMore = more !== undefined && (marks.length > 0 || more.whereEmpty);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
    if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      moveFocus(event.currentTarget, event.key);
      event.preventDefault();
      return;
    }
    if (hasMore && !locked && event.key.toLowerCase() === more.letter) {
      event.preventDefault();
      more.onOpen();
      return;
    }
    const byLetter = scale.marks.find((mark) => faces[mark]?.letter.toLowerCase() === event.key.toLowerCase());
    const next = locked ? null : byLetter ? toggled(scale, marks, byLetter) : marksOfKey(scale, event.key);
    if (next === null) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <fieldset className={classes.cell} data-cell data-changed={changed} title={hint} onKeyDown={onKeyDown}>
      <legend className="pf-hidden">{label}</legend>
      <span className={classes.line}>
        {scale.choice ? <Choice {...given} /> : <Toggles {...given} />}
        {more !== undefined && !locked && <MoreButton {...more} of={label} isShown={hasMore} />}
      </span>
      {hasMore && more.text !== "" && <span className={classes.moreText}>{more.text}</span>}
      {changed && <span className="pf-hidden">{changedText}</span>}
    </fieldset>
  );
}

type MoreGiven = NonNullable<Given["more"]> & { of: string; isShown: boolean };

/** Keeps its place where there is nothing to enter. */
function MoreButton({ text, label, icon, of, isShown, onOpen }: MoreGiven) {
  const name = text === "" ? `${label}: ${of}` : `${label}: ${of}, ${text}`;
  return (
    <button type="button" tabIndex={-1} className={classes.more} data-shown={isShown} data-words={text !== ""} aria-label={name} title={label} onClick={onOpen}>
      {icon ?? <IconCalendar size={16} aria-hidden />}
    </button>
  );
}

function Toggles({ scale, faces, marks, inherited, hint, locked, onChange }: Given) {
  return scale.marks.map((mark) => {
    const exact = marks.includes(mark);
    const included = !exact && includesMark(scale, marks, mark);
    const elsewhere = !exact && !included && includesMark(scale, inherited, mark);
    const face = faces[mark] ?? { letter: "", name: mark };
    return (
      <button
        key={mark}
        type="button"
        tabIndex={-1}
        className={classes.mark}
        data-mark={mark}
        data-on={exact}
        data-included={included}
        data-inherited={elsewhere}
        aria-pressed={exact || included}
        aria-disabled={locked}
        aria-description={hint}
        onClick={() => !locked && onChange(toggled(scale, marks, mark))}
      >
        {face.letter === "" ? <IconCheck size={16} stroke={2.6} aria-hidden data-tick /> : <span aria-hidden>{face.letter}</span>}
        <span className="pf-hidden">{face.name}</span>
      </button>
    );
  });
}

/** A tick, and beside it which one it is. */
function Choice({ label, scale, faces, marks, stored, hint, kept, locked, onChange }: Given) {
  const isOn = marks.length > 0;
  const isFixed = locked || (kept && isOn);
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        className={classes.mark}
        data-mark
        data-on={isOn && !kept}
        data-kept={isOn && kept}
        aria-pressed={isOn}
        aria-disabled={isFixed}
        aria-label={label}
        aria-description={hint}
        onClick={() => !isFixed && onChange(ticked(marks, stored, scale.marks[0]))}
      >
        <IconCheck size={16} stroke={2.6} aria-hidden data-tick />
      </button>
      <select
        tabIndex={-1}
        className={classes.choice}
        aria-label={label}
        value={marks[0] ?? ""}
        disabled={locked || !isOn}
        data-off={!isOn}
        onChange={(event) => onChange([event.currentTarget.value])}
      >
        {!isOn && <option value="" />}
        {scale.marks.map((mark) => (
          <option key={mark} value={mark}>
            {faces[mark]?.name ?? mark}
          </option>
        ))}
      </select>
    </>
  );
}
