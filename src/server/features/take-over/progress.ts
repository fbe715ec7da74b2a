/** How far a step is and how long it will still take. */
export type ProgressReport = { step: string; done: number; total: number; secondsLeft: number | null };

export type Progress = {
  /** Begins a step; `advance` is called with how much was done since the last call. */
  begin(step: string, total: number): { advance(by: number): void };
};

/** The estimate is the pace of the step so far; none before anything is done. */
export function createProgress(onProgress: ((report: ProgressReport) => void) | undefined, clock: () => number = () => performance.now()): Progress {
  return {
    begin(step, total) {
      const startedAt = clock();
      let done = 0;
      const report = () => {
        const seconds = (clock() - startedAt) / 1000;
        const secondsLeft = done === 0 ? null : Math.max(0, Math.round((seconds / done) * (total - done)));
        onProgress?.({ step, done: Math.min(done, total), total, secondsLeft: done >= total ? 0 : secondsLeft });
      };
      report();
      return {
        advance(by) {
          done += by;
          report();
        },
      };
    },
  };
}
