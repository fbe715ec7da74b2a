/** An open stream of server-sent events, read like a browser does. */
import { expect, vi } from "vitest";
import type { Endpoint } from "#contract/endpoint.ts";
import { type LiveMessage, liveMessage } from "#contract/live.ts";
import type { Signed, TestApp } from "./app.ts";

export type Following = {
  messages: LiveMessage[];
  /** Waits until one of this kind came; at most two seconds, as promised to people. */
  heard: (kind: LiveMessage["kind"], timeoutMilliseconds?: number) => Promise<LiveMessage>;
  /** Ids of all tickets that were named. */
  named: () => string[];
  /** From now on earlier messages do not count. */
  forget: () => void;
  ended: Promise<void>;
  close: () => void;
};

export async function follow(app: Pick<TestApp, "fetch">, as: Signed, endpoint: Endpoint): Promise<Following> {
  const leaving = new AbortController();
  const response = await app.fetch(endpoint.path, { signal: leaving.signal }, as);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const messages: LiveMessage[] = [];
  const read = async () => {
    const decoder = new TextDecoder();
    let text = "";
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) if (block.startsWith("data: ")) messages.push(liveMessage.parse(JSON.parse(block.slice(6))));
    }
  };
  const following: Following = {
    messages,
    async heard(kind, timeout = 2000) {
      const one = () => messages.find((message) => message.kind === kind);
      return vi.waitFor(() => one() ?? Promise.reject(new Error(`no "${kind}" within two seconds`)), { timeout, interval: 10 });
    },
    named: () => messages.flatMap((message) => (message.kind === "tickets" ? message.ids : [])),
    forget: () => void messages.splice(0),
    ended: read().catch(() => undefined),
    close: () => void reader.cancel(),
  };
  await following.heard("ready", 10_000);
  following.forget();
  return following;
}
