/** The same function at every rendering that does what the last given one does: for parts that are kept while it does not change. */
import { useCallback, useLayoutEffect, useRef } from "react";

export function useStable<Arguments extends unknown[], Result>(run: (...given: Arguments) => Result): (...given: Arguments) => Result {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
