/** Lets only a few slow hashes run at once, so that a flood of sign-ins costs time and not memory. */
import { availableParallelism } from "node:os";

/** Runs work when fewer than the limit are running; the others wait in the order they came. */
export type HashQueue = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createHashQueue(limit: number): HashQueue {
  const waiting: Array<() => void> = [];
  let running = 0;

  return async (work) => {
    if (running < limit) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next)
        next(); // the place is handed over: `running` stays as it is
      else running -= 1;
    }
  };
}

/** Threads libuv shares among hashing, files and DNS: 4 unless UV_THREADPOOL_SIZE says otherwise. */
const threadPoolSize = Number(process.env.UV_THREADPOOL_SIZE) || 4;

/** No more hashes at once than there are processors, and one thread of the pool always stays free for files and DNS. */
export const hashesAtOnce = Math.max(1, Math.min(availableParallelism(), threadPoolSize - 1));

/** The one queue of this process: argon2id and bcrypt share it. */
export const inHashQueue: HashQueue = createHashQueue(hashesAtOnce);
