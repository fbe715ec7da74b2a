import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mostTicketsTold } from "#contract/live.ts";
import { openStream, type Stream } from "./stream.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(): Promise<{ stream: Stream; read: () => Promise<string | undefined>; closed: () => number }> {
  let count = 0;
  const stream = openStream(() => count++);
  const reader = stream.events.getReader();
  const read = async () => {
    const { value } = await reader.read();
    return value && new TextDecoder().decode(value).trim();
  };
  stream.ready();
  expect(await read()).toBe('data: {"kind":"ready"}');
  return { stream, read, closed: () => count };
}

test("the first news comes at once, what follows within a second comes together", async () => {
  const { stream, read } = await opened();
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of ids) stream.ticket(id);
  expect(await read()).toBe(`data: ${JSON.stringify({ kind: "tickets", ids: ids.slice(0, 1) })}`);
  const next = read();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await next).toBe(`data: ${JSON.stringify({ kind: "tickets", ids: ids.slice(1) })}`);
});

test("more tickets than can be named are one look", async () => {
  const { stream, read } = await opened();
  stream.look();
  expect(await read()).toBe('data: {"kind":"look"}');
  for (let at = 0; at <= mostTicketsTold; at++) stream.ticket(randomUUID());
  const next = read();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await next).toBe('data: {"kind":"look"}');
});

test("nobody has to wait for the word that the session is over", async () => {
  const { stream, read, closed } = await opened();
  stream.look();
  stream.end();
  expect(await read()).toBe('data: {"kind":"look"}');
  expect(await read()).toBe('data: {"kind":"ended"}');
  expect(await read()).toBe(undefined);
  stream.close();
  stream.look();
  expect(closed()).toBe(1);
});

test("a quiet stream gives a sign of life; who does not read is not waited for, and nothing piles up", async () => {
  const { stream, read, closed } = await opened();
  await vi.advanceTimersByTimeAsync(16_000);
  stream.beat();
  expect(await read()).toBe(":");
  for (let second = 0; second < 25; second++) {
    stream.ticket(randomUUID());
    stream.beat();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(closed()).toBe(1);
  expect(await read()).toContain("tickets");
  expect(await read()).toBe(undefined);
});
