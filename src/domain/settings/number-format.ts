/** Numbers that people read, from a format: {yyyy} {MM} {dd} are the day in UTC, {n:5} a counter with at least five digits. */

export type NumberSeries = {
  /** The format with the day filled in: while it stays the same the counter goes on, else it starts anew. */
  key: string;
  numberOf: (count: number) => string;
};

const counter = /\{n(?::(\d{1,2}))?\}/;

/** A format without a counter gets one at its end: every number is given once. */
export function numberSeries(format: string, day: Date): NumberSeries {
  const [year = "", month = "", date = ""] = day.toISOString().slice(0, 10).split("-");
  const dated = format.replaceAll("{yyyy}", year).replaceAll("{MM}", month).replaceAll("{dd}", date);
  const key = counter.test(dated) ? dated : `${dated}{n}`;
  return { key, numberOf: (count) => key.replace(counter, (_, digits?: string) => String(count).padStart(Number(digits ?? 1), "0")) };
}
