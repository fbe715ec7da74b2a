/** How a sentence writes a quantity: with the thousands apart, as its language has them. A module for i18next, in the browser and on the server. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: string): Intl.NumberFormat {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(language);
  formats.set(language, made);
  return made;
}

/** What stands for a quantity in sentences: a port or a year is a number too. */
const quantities = new Set(["count", "done", "total", "tickets"]);

export const sentenceNumbers = {
  type: "formatter",
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value: unknown, _format?: string, language?: string, options?: { interpolationkey?: string }): string =>
    (typeof value === "number" && quantities.has(options?.interpolationkey ?? "") ? formatOf(language ?? "en").format(value) : value) as string,
} as const;
