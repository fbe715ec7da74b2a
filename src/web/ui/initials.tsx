/** A person or company as initials: decoration beside the name, so hidden from screen readers. */
import { Avatar } from "@mantine/core";

export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s,]+/)
    .filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (
    [first, last]
      .map((word) => (word === undefined ? "" : ([...word][0] ?? "")))
      .join("")
      .toLocaleUpperCase() || "?"
  );
}

/** `tone="accent"` for the reader's own side. */
export function Initials({ name, size = 32, tone = "neutral" }: { name: string; size?: number; tone?: "neutral" | "accent" }) {
  return (
    <Avatar
      size={size}
      radius="xl"
      aria-hidden
      color={tone === "accent" ? "pine" : "gray"}
      variant="light"
      styles={{ placeholder: { fontSize: Math.round(size * 0.38), fontWeight: 600 } }}
    >
      {initialsOf(name)}
    </Avatar>
  );
}
