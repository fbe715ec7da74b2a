/** A person or company as initials: decoration beside the name, so hidden from screen readers. */
import classes from "./initials.module.css";

export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s,]+/)
    .filter((word) => /^\p{L}/u.test(word) && !/^(dr|prof|dipl)\b/i.test(word));
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = [words[0], last].map((word) => (word === undefined ? "" : ([...word][0] ?? "")));
  return letters.join("").toLocaleUpperCase() || "?";
}

/** `tone="accent"` for the reader's own side. */
export function Initials({ name, size = 32, tone = "neutral" }: { name: string; size?: number; tone?: "neutral" | "accent" }) {
  return (
    // By CSS, so that the letters are no part of any name that is read out.
    <span
      className={classes.initials}
      data-tone={tone}
      data-initials={initialsOf(name)}
      aria-hidden
      style={{ width: size, height: size, fontSize: Math.round(size * 0.38) }}
    />
  );
}
