/** What asks a command to finish: Ctrl-C, SIGTERM, a closed terminal, or npm gone that had started it. */

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** npm passes Ctrl-C on to a program that has got it from the terminal already: that is one wish, not two. */
const oneWishMilliseconds = 500;

/** Aborts at the first wish. At a second signal the process ends at once, and the kernel ends its database with it. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  for (const name of signals) {
    process.on(name, () => {
      if (first === 0) first = performance.now();
      else if (performance.now() - first > oneWishMilliseconds) process.exit(1);
      controller.abort();
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) followParent(controller);
  return controller.signal;
}

/** Whoever kills npm means the server: it must not stay behind and hold port and data folder. */
function followParent(controller: AbortController): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && controller.abort(), 500).unref();
}
