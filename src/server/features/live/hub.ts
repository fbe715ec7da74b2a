/** Joins the one connection that hears of changes with all open streams of this process (docs/decisions/0015). */
import type { Kernel } from "#server/platform/kernel.ts";
import { emptyBatch, gather, hasNews } from "./change.ts";
import { look, watchClock } from "./look.ts";
import { createPresence, tell } from "./presence.ts";
import type { Person } from "./reader.ts";

/** What comes within this time is looked at together. */
const gatherMilliseconds = 50;
const tickMilliseconds = 500;
const retryMilliseconds = 1000;

/** Opens a stream for somebody who is signed in with this session. */
export type Hub = { open: (person: Person, sessionId: string) => ReadableStream<Uint8Array> };

const hubs = new WeakMap<Kernel, Hub>();

/** The hub of this process; it listens to the database from the first stream on. */
export function hubOf(kernel: Kernel): Hub {
  const hub = hubs.get(kernel) ?? createHub(kernel);
  hubs.set(kernel, hub);
  return hub;
}

function createHub(kernel: Kernel): Hub {
  const presence = createPresence();
  const everybody = (say: Parameters<typeof tell>[1]) => {
    for (const reader of [...presence.readers.values()]) tell(reader, say);
  };
  let batch = emptyBatch();
  let isHearing = false;
  let isLooking = false;
  let soon: NodeJS.Timeout | undefined;

  const lookSoon = (milliseconds = gatherMilliseconds) => {
    if (!isHearing || isLooking || kernel.ending.aborted) return;
    soon ??= setTimeout(lookNow, milliseconds);
  };
  const lookNow = async () => {
    soon = undefined;
    isLooking = true;
    const taken = batch;
    batch = emptyBatch();
    let pause = gatherMilliseconds;
    try {
      await look(kernel, presence, taken);
    } catch (error) {
      kernel.log.warn({ err: error }, "the open streams could not look at what changed");
      batch.everything = true;
      pause = retryMilliseconds;
    }
    isLooking = false;
    if (hasNews(batch) || presence.newcomers.size > 0) lookSoon(pause);
  };
  const hear = () =>
    kernel.databases.listen("pforte_change", kernel.log, {
      heard(message) {
        if (presence.readers.size === 0) return;
        gather(batch, message);
        // Whoever is signed out need not be looked at.
        for (const sessionId of batch.endedSessionIds) presence.endSession(sessionId);
        batch.endedSessionIds.clear();
        if (hasNews(batch)) lookSoon();
      },
      connected() {
        isHearing = true;
        batch.everything = true;
        lookSoon();
      },
      lost() {
        isHearing = false;
        everybody((stream) => stream.deaf());
      },
    });
  const tick = () => {
    if (watchClock(presence, kernel.clock())) lookSoon(0);
  };
  let silence: (() => Promise<void>) | undefined;
  let ticking: NodeJS.Timeout | undefined;
  kernel.ending.addEventListener("abort", () => {
    clearTimeout(soon);
    clearInterval(ticking);
    everybody((stream) => stream.close());
    void silence?.();
  });
  return {
    open(person, sessionId) {
      const { events } = presence.enter(person, sessionId);
      silence ??= hear();
      ticking ??= setInterval(tick, tickMilliseconds).unref();
      lookSoon();
      return events;
    },
  };
}
