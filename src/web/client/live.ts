/**
 * Hears that something changed for whoever is signed in, and asks again for what is on the screen: never for more, and without
 * emptying it first. While nothing can be heard, pages ask by themselves (`usePolling`).
 */
import { type Query, type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { LiveMessage } from "#contract/live.ts";
import { type AnyEndpoint, addressOf } from "./call.ts";

export type LiveKeys = {
  endpoint: AnyEndpoint;
  /** Asked when a stream was refused or ended: whoever is not signed in any more is led to the sign-in page. */
  session: QueryKey;
  /** Paths of what shows one ticket; its id stands second in their query keys, plain or as `{ id }`. */
  oneTicket: readonly string[];
  /** Paths of what shows several, or says who may read one. */
  severalTickets: readonly string[];
};

/**
 * How a question about several tickets takes it that some changed; it stands in the query's `meta.live`. Without it, it is asked again.
 * `itself`: whoever asks it is told which (`onTold`) and decides. `seldom`: a number beside something else, asked again now and then.
 */
export type LiveWay = "itself" | "seldom";

/** A page that hears still asks now and then, should a hint be lost on the way. */
const slowPollingMilliseconds = 300_000;
/** Where much happens, lists are asked for at most this often; what somebody reads is asked for each time. */
const listsRestMilliseconds = 2000;
/** Numbers rest this long, and half as long again by chance: not everybody's are counted at the same moment. */
const numbersRestMilliseconds = 40_000;
const hiddenGraceMilliseconds = 5000;
const firstPauseMilliseconds = 1000;
const longestPauseMilliseconds = 60_000;
/** A stream that lasted this long was a good one: after it the pauses begin anew. */
const goodMilliseconds = 20_000;

let hears = false;
const listeners = new Set<() => void>();
function setHears(value: boolean): void {
  if (hears === value) return;
  hears = value;
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Whether changes are heard at the moment. */
const useHears = (): boolean => useSyncExternalStore(subscribe, () => hears);

const toldListeners = new Set<(ids: readonly string[]) => void>();

/** Hears which tickets changed, until the returned function is called. When anything may have, all questions are asked again instead. */
export function onTold(listener: (ids: readonly string[]) => void): () => void {
  toldListeners.add(listener);
  return () => void toldListeners.delete(listener);
}

/** How often a page asks by itself: seldom while it hears of changes. */
export function usePolling(milliseconds: number): number {
  return useHears() ? slowPollingMilliseconds : milliseconds;
}

/** For the frame around all pages of a signed-in person; the keys must not change. */
export function useLive(keys: LiveKeys): void {
  const client = useQueryClient();
  useEffect(() => startLive(client, keys), [client, keys]);
}

/** Until the returned function is called. */
export function startLive(client: QueryClient, keys: LiveKeys): () => void {
  const refresh = refreshing(client, keys);
  let source: EventSource | undefined;
  let openedAt = 0;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;

  const shut = () => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
    setHears(false);
  };
  const open = () => {
    if (source !== undefined || document.hidden) return;
    clearTimeout(retry);
    openedAt = performance.now();
    source = new EventSource(addressOf(keys.endpoint));
    source.onmessage = (event) => receive(JSON.parse(String(event.data)) as LiveMessage);
    // CLOSED: the server answered, and refused.
    source.onerror = () => comeBack({ asksWho: source?.readyState === EventSource.CLOSED });
  };
  const comeBack = ({ asksWho }: { asksWho: boolean }) => {
    shut();
    failures = performance.now() - openedAt > goodMilliseconds ? 1 : failures + 1;
    const pause = Math.min(firstPauseMilliseconds * 2 ** (failures - 1), longestPauseMilliseconds);
    // Not all at once after the server was away.
    retry = setTimeout(open, pause * (0.5 + Math.random()));
    if (asksWho) refresh.session();
  };
  const receive = (message: LiveMessage) => {
    switch (message.kind) {
      case "ready":
      case "look":
        setHears(true);
        return refresh.everything();
      case "tickets":
        return refresh.tickets(message.ids);
      case "deaf":
        return setHears(false);
      case "ended":
        return comeBack({ asksWho: true });
    }
  };
  const showOrHide = () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(shut, hiddenGraceMilliseconds);
    else comeNow();
  };
  const comeNow = () => {
    failures = 0;
    open();
  };
  document.addEventListener("visibilitychange", showOrHide);
  window.addEventListener("online", comeNow);
  window.addEventListener("pagehide", shut);
  window.addEventListener("pageshow", comeNow);
  open();
  return () => {
    document.removeEventListener("visibilitychange", showOrHide);
    window.removeEventListener("online", comeNow);
    window.removeEventListener("pagehide", shut);
    window.removeEventListener("pageshow", comeNow);
    clearTimeout(hiding);
    refresh.stop();
    shut();
  };
}

/** Asks again: at once for what is shown; the rest when somebody goes there. */
function refreshing(client: QueryClient, keys: LiveKeys) {
  let askedAt = Number.NEGATIVE_INFINITY;
  let later: ReturnType<typeof setTimeout> | undefined;
  let numbersLater: ReturnType<typeof setTimeout> | undefined;
  const askAgain = (isMeant: (query: Query) => boolean) => void client.invalidateQueries({ predicate: isMeant });
  const ofOne = ({ queryKey: [path] }: Query) => keys.oneTicket.includes(String(path));
  const ofSeveral = ({ queryKey: [path] }: Query) => keys.severalTickets.includes(String(path));
  const session = () => void client.invalidateQueries({ queryKey: keys.session });
  const severalTickets = () => {
    clearTimeout(later);
    later = undefined;
    askedAt = performance.now();
    askAgain((query) => ofSeveral(query) && query.meta?.live === undefined);
  };
  const numbers = () => {
    clearTimeout(numbersLater);
    numbersLater = undefined;
    askAgain((query) => ofSeveral(query) && query.meta?.live === "seldom");
  };
  return {
    session,
    tickets(ids: readonly string[]) {
      askAgain((query) => ofOne(query) && ids.includes(idOf(query.queryKey[1])));
      const wait = askedAt + listsRestMilliseconds - performance.now();
      if (wait <= 0) severalTickets();
      else later ??= setTimeout(severalTickets, wait);
      // What nobody looks at is asked when somebody comes back to it.
      void client.invalidateQueries({ type: "inactive", predicate: (query) => ofSeveral(query) && query.meta?.live !== undefined });
      numbersLater ??= setTimeout(numbers, numbersRestMilliseconds * (1 + Math.random() / 2));
      for (const listener of toldListeners) listener(ids);
    },
    everything() {
      session();
      askAgain(ofOne);
      severalTickets();
      numbers();
      askAgain((query) => ofSeveral(query) && query.meta?.live === "itself");
    },
    stop() {
      clearTimeout(later);
      clearTimeout(numbersLater);
    },
  };
}

const idOf = (ticket: unknown): string => (typeof ticket === "object" && ticket !== null && "id" in ticket ? String(ticket.id) : String(ticket));
