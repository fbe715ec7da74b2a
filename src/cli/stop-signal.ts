/** Ctrl-C, SIGTERM and a closed terminal: the first asks to finish, a second one ends at once. */

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** npm passes Ctrl-C on to a program that has got it from the terminal already: that is one wish, not two. */
const oneWishMilliseconds = 500;

/** Aborts at the first signal. At the second the process ends at once, and the kernel ends its database with it. */
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
  return controller.signal;
}
