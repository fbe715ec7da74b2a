import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveMessage } from "#contract/live.ts";
import { followPortalTickets } from "#contract/live.ts";
import { type LiveKeys, type LiveWay, startLive } from "./live.ts";
import { followRows } from "./live-rows.ts";

/** As the browser has it, as far as it is used. */
class FakeSource {
  static readonly CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 1;
  closed = false;
  onmessage: ((event: { data: string }) => void) | undefined;
  onerror: (() => void) | undefined;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    FakeSource.all.push(this);
  }
  close() {
    this.closed = true;
  }
  say(message: LiveMessage) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  fail(readyState: 0 | 2) {
    this.readyState = readyState;
    this.onerror?.();
  }
}

const keys: LiveKeys = { endpoint: followPortalTickets, session: ["session"], oneTicket: ["/ticket", "/articles"], severalTickets: ["/tickets"] };
const page = Object.assign(new EventTarget(), { hidden: false });
let client: QueryClient;
let asked: string[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  FakeSource.all = [];
  asked = [];
  page.hidden = false;
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", new EventTarget());
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  for (const queryKey of [
    ["session"],
    ["/ticket", "t1"],
    ["/articles", { id: "t1" }, null],
    ["/ticket", "t2"],
    ["/tickets", { state: "open" }],
    ["/companies"],
  ]) {
    client.setQueryData(queryKey, "loaded");
    new QueryObserver(client, { queryKey, queryFn: () => asked.push(JSON.stringify(queryKey)) }).subscribe(() => {});
  }
  stop = startLive(client, keys);
});
afterEach(() => {
  stop();
  client.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const newest = (): FakeSource => {
  const source = FakeSource.all.at(-1);
  if (!source) throw new Error("no stream was opened");
  return source;
};
const takeAsked = async (): Promise<string[]> => {
  await vi.advanceTimersByTimeAsync(0);
  return asked.splice(0).sort();
};

test("a ticket that changed is asked for where it is shown, and the lists; nothing else", async () => {
  newest().say({ kind: "tickets", ids: ["t1"] });
  expect(await takeAsked()).toEqual(['["/articles",{"id":"t1"},null]', '["/ticket","t1"]', '["/tickets",{"state":"open"}]']);
});

test("where much happens, lists rest for two seconds; what is read does not", async () => {
  for (let at = 0; at < 3; at++) newest().say({ kind: "tickets", ids: ["t2"] });
  await takeAsked();
  newest().say({ kind: "tickets", ids: ["t2"] });
  expect(await takeAsked()).toEqual(['["/ticket","t2"]']);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await takeAsked()).toEqual(['["/tickets",{"state":"open"}]']);
});

/** Also asked about several tickets, in its own way. */
function watch(name: string, live: LiveWay): void {
  const queryKey = ["/tickets", name];
  client.setQueryData(queryKey, "loaded");
  new QueryObserver(client, { queryKey, queryFn: () => asked.push(name), meta: { live } }).subscribe(() => {});
}

test("a number beside something else is counted again after a while, once for all that happened meanwhile", async () => {
  watch("number", "seldom");
  for (let at = 0; at < 3; at++) newest().say({ kind: "tickets", ids: ["t9"] });
  expect(await takeAsked()).not.toContain("number");
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await takeAsked()).filter((one) => one === "number")).toEqual(["number"]);
});

test("a list of rows is asked again only for tickets that stand in it or come into it, rests then, and takes together what it is told meanwhile", async () => {
  watch("rows", "itself");
  const questions: string[][] = [];
  const asksAgain = vi.fn(async () => {});
  const given = { isLive: true, shows: (ids: readonly string[]) => ids.includes("shown"), askAgain: asksAgain };
  const takes = async (ids: readonly string[]) => {
    questions.push([...ids]);
    return ids.includes("fitting");
  };
  const forget = followRows(() => ({ ...given, takes }));
  const tell = async (ids: string[], milliseconds: number) => {
    newest().say({ kind: "tickets", ids });
    await vi.advanceTimersByTimeAsync(milliseconds);
  };
  await tell(["foreign"], 400);
  expect([questions, asksAgain.mock.calls.length]).toEqual([[["foreign"]], 0]);
  await tell(["fitting"], 1000);
  await tell(["foreign", "fitting"], 2000);
  expect([questions[1], asksAgain.mock.calls.length]).toEqual([["fitting", "foreign"], 1]);
  await tell(["shown"], 3000);
  expect([questions.length, asksAgain.mock.calls.length]).toEqual([2, 2]);
  newest().say({ kind: "look" });
  expect(await takeAsked()).toContain("rows");
  forget();
  await tell(["shown"], 10_000);
  expect(asksAgain.mock.calls.length).toBe(2);
});

test.each(["ready", "look"] as const)("after %s everything of it is asked again, and who is signed in", async (kind) => {
  newest().say({ kind });
  expect(await takeAsked()).toEqual(['["/articles",{"id":"t1"},null]', '["/ticket","t1"]', '["/ticket","t2"]', '["/tickets",{"state":"open"}]', '["session"]']);
});

test("an ended session is asked about at once", async () => {
  newest().say({ kind: "ended" });
  expect(newest().closed).toBe(true);
  expect(await takeAsked()).toEqual(['["session"]']);
});

test("a lost stream is opened again with growing pauses; a refused one asks who is signed in", async () => {
  newest().fail(0);
  expect(await takeAsked()).toEqual([]);
  for (const [count, pause] of [1000, 2000, 4000, 8000].entries()) {
    await vi.advanceTimersByTimeAsync(pause - 1);
    expect(FakeSource.all.length).toBe(count + 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(FakeSource.all.length).toBe(count + 2);
    newest().fail(0);
  }
  await vi.advanceTimersByTimeAsync(16_000);
  newest().fail(FakeSource.CLOSED);
  expect(await takeAsked()).toEqual(['["session"]']);
});

test("a hidden page closes its stream after a while, and catches up when it is seen again", async () => {
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(4999);
  expect(newest().closed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(newest().closed).toBe(true);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(FakeSource.all.length).toBe(1);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  expect(FakeSource.all.length).toBe(2);
  newest().say({ kind: "ready" });
  expect((await takeAsked()).length).toBe(5);
});
