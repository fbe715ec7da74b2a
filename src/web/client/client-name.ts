/** A browser's long description as two words people know. */
const browsers: readonly [pattern: RegExp, name: string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: readonly [pattern: RegExp, name: string][] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** Null if nothing of it is known: then the whole text says more. */
export function clientName(description: string): string | null {
  const found = [browsers, systems].map((list) => list.find(([pattern]) => pattern.test(description))?.[1]).filter((name) => name !== undefined);
  return found.length > 0 ? found.join(", ") : description.length > 0 && description.length <= 60 ? description : null;
}
