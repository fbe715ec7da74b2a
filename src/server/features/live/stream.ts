/** One open stream of server-sent events: few small messages, never more than one a second, and never a queue that grows. */
import { type LiveMessage, mostTicketsTold } from "#contract/live.ts";

export type Stream = {
  events: ReadableStream<Uint8Array>;
  /** The first message: from now on nothing is missed. Before it nothing is told. */
  ready: () => void;
  ticket: (ticketId: string) => void;
  look: () => void;
  deaf: () => void;
  /** Says that the session is over, and ends. */
  end: () => void;
  /** Ends without a word: the browser comes back. */
  close: () => void;
  /** Called now and then: a sign of life where nothing else was said, and the end for whoever does not read. */
  beat: () => void;
};

const restMilliseconds = 1000;
const quietMilliseconds = 15_000;
const slowMilliseconds = 20_000;
const encoder = new TextEncoder();
const encode = (message: LiveMessage): Uint8Array => encoder.encode(`data: ${JSON.stringify(message)}\n\n`);
const signOfLife = encoder.encode(":\n\n");

/** `onClosed` is called once, whoever ended it. */
export function openStream(onClosed: () => void): Stream {
  const tickets = new Set<string>();
  let looks = false;
  let isReady = false;
  let isClosed = false;
  let saidAt = performance.now();
  let stuckSince: number | undefined;
  let rest: NodeJS.Timeout | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array>;

  const closed = () => {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(rest);
    onClosed();
  };
  /** Whether the reader has taken what was said before. */
  const takes = (): boolean => {
    if ((controller.desiredSize ?? 0) > 0) stuckSince = undefined;
    else stuckSince ??= performance.now();
    return stuckSince === undefined;
  };
  const say = (words: Uint8Array) => {
    saidAt = performance.now();
    controller.enqueue(words);
  };
  const close = () => {
    if (isClosed) return;
    closed();
    controller.close();
  };
  const flush = () => {
    if (isClosed || !isReady || (!looks && tickets.size === 0)) return;
    const wait = saidAt + restMilliseconds - performance.now();
    if (wait > 0) {
      rest ??= setTimeout(() => {
        rest = undefined;
        flush();
      }, wait);
      return;
    }
    // What waits stays bounded: it is named once, or becomes "look".
    if (!takes()) return;
    const news = encode(looks ? { kind: "look" } : { kind: "tickets", ids: [...tickets] });
    looks = false;
    tickets.clear();
    say(news);
  };
  const events = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    pull: flush,
    cancel: closed,
  });
  return {
    events,
    ready() {
      if (isClosed || isReady) return;
      isReady = true;
      say(encode({ kind: "ready" }));
      saidAt -= restMilliseconds; // the first news need not wait
    },
    ticket(ticketId) {
      if (looks) return flush();
      tickets.add(ticketId);
      if (tickets.size > mostTicketsTold) looks = true;
      flush();
    },
    look() {
      looks = true;
      flush();
    },
    deaf() {
      if (!isClosed && isReady && takes()) say(encode({ kind: "deaf" }));
    },
    end() {
      if (isClosed) return;
      say(encode({ kind: "ended" }));
      close();
    },
    close,
    beat() {
      if (isClosed) return;
      if (!takes()) {
        if (performance.now() - (stuckSince ?? 0) > slowMilliseconds) close();
      } else if (performance.now() - saidAt > quietMilliseconds) say(signOfLife);
    },
  };
}
