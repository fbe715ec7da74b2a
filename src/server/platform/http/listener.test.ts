import { expect, test } from "vitest";
import { openListener } from "./listener.ts";

test("until the product is there the port says alive but not ready, then the product answers", async () => {
  const listener = await openListener({ host: "127.0.0.1", port: 0 });
  expect((await fetch(`${listener.url}/health/live`)).status).toBe(200);
  const waiting = await fetch(`${listener.url}/health/ready`);
  expect(waiting.status).toBe(503);
  expect(waiting.headers.get("content-type")).toBe("application/problem+json");
  expect(await waiting.json()).toMatchObject({ code: "server.notReady", status: 503 });
  expect((await fetch(`${listener.url}/workspace/`)).status).toBe(503);
  listener.answerWith(() => new Response("the product"));
  expect(await (await fetch(`${listener.url}/`)).text()).toBe("the product");
  await listener.close();
});

test("closing lets a running request finish, and connections that are kept alive do not hold it up", async () => {
  const listener = await openListener({ host: "127.0.0.1", port: 0 });
  let arrived = () => {};
  const running = new Promise<void>((done) => {
    arrived = done;
  });
  let answer: (response: Response) => void = () => {};
  listener.answerWith(() => {
    arrived();
    return new Promise<Response>((done) => {
      answer = done;
    });
  });
  const request = fetch(listener.url);
  await running;
  const closing = listener.close();
  answer(new Response("finished"));
  expect(await (await request).text()).toBe("finished");
  const started = performance.now();
  await closing;
  expect(performance.now() - started).toBeLessThan(2000);
  await expect(fetch(listener.url)).rejects.toThrow();
});

test("a port in use is the system's own error", async () => {
  const listener = await openListener({ host: "127.0.0.1", port: 0 });
  const port = Number(new URL(listener.url).port);
  await expect(openListener({ host: "127.0.0.1", port })).rejects.toMatchObject({ code: "EADDRINUSE", syscall: "listen", port });
  await listener.close();
});

test("every address of the machine is shown as one that a browser can open", async () => {
  const listener = await openListener({ host: "0.0.0.0", port: 0 });
  expect(listener.url).toMatch(/^http:\/\/localhost:\d+$/);
  await listener.close();
});
