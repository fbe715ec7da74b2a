/** The next number of the configured format that no company has, not even an imported one. */
import { numberSeries } from "#domain/settings/number-format.ts";
import { resolveFor } from "#server/features/settings/queries.ts";
import type { Queryable } from "#server/platform/db/connect.ts";
import { firstFreeNumber, raiseCounter, setCounter } from "./queries.ts";

/** The first look is at one number; the next ones at many, because imported numbers often stand in a row. */
const looks = [1, 100, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000];

/** The counter stays locked until the end of the transaction, so that two creations never get the same number. */
export async function nextCompanyNumber(db: Queryable, now: Date): Promise<string> {
  const series = numberSeries(await resolveFor(db, "companies.numberFormat"), now);
  const counterKey = `company ${series.key}`;
  let next = await raiseCounter(db, counterKey);
  for (const size of looks) {
    const numbers = Array.from({ length: size }, (_, place) => series.numberOf(next + place));
    const place = await firstFreeNumber(db, numbers);
    if (place >= 0) {
      if (size > 1) await setCounter(db, counterKey, next + place);
      return numbers[place] ?? series.numberOf(next + place);
    }
    next += size;
  }
  throw new Error(`no free company number found up to ${series.numberOf(next)}`);
}
