/** A list of tickets that hears of some: it is asked for again only if they stand in it or come into it, and not each time. */
import { useEffect, useRef } from "react";
import { onTold } from "./live.ts";

type Given = {
  isLive: boolean;
  /** Whether one of these is on the page. */
  shows: (ids: readonly string[]) => boolean;
  /** Whether the list has one of these: a short question, whatever the list costs. */
  takes: (ids: readonly string[]) => Promise<boolean>;
  askAgain: () => Promise<unknown>;
};

const restMilliseconds = 3000;
/** By chance up to so long: not everybody who hears of a ticket asks in the same moment. */
const spreadMilliseconds = 400;
/** Of more it is not asked which belong to the list. */
const mostAsked = 50;

export function useLiveRows(given: Given): void {
  const current = useRef(given);
  useEffect(() => {
    current.current = given;
  });
  const { isLive } = given;
  useEffect(() => (isLive ? followRows(() => current.current) : undefined), [isLive]);
}

/** Until the returned function is called. @param now what the list is at that moment. */
export function followRows(now: () => Given): () => void {
  const told = new Set<string>();
  let restsUntil = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const look = async () => {
    const ids = [...told];
    told.clear();
    const list = now();
    const matters = ids.length > mostAsked || list.shows(ids) || (await list.takes(ids).catch(() => true));
    if (matters && !isOver) await list.askAgain();
    restsUntil = performance.now() + restMilliseconds;
    timer = undefined;
    if (told.size > 0) lookSoon();
  };
  const lookSoon = () => {
    if (isOver) return;
    timer ??= setTimeout(() => void look(), Math.max(Math.random() * spreadMilliseconds, restsUntil - performance.now()));
  };
  const forget = onTold((ids) => {
    for (const id of ids) told.add(id);
    lookSoon();
  });
  return () => {
    isOver = true;
    clearTimeout(timer);
    forget();
  };
}
