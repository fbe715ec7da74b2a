import { expect, test } from "vitest";
import { atLeast, floorForBcryptCost } from "./sign-in-floor.ts";

test("a quick result waits for the floor", async () => {
  const start = performance.now();
  expect(await atLeast(60, async () => "quick")).toBe("quick");
  expect(performance.now() - start).toBeGreaterThanOrEqual(60);
});

test("an error waits for the floor too", async () => {
  const start = performance.now();
  const work = async () => {
    throw new Error("no");
  };
  await expect(atLeast(60, work)).rejects.toThrow("no");
  expect(performance.now() - start).toBeGreaterThanOrEqual(60);
});

test("work that takes longer is not held back further", async () => {
  const start = performance.now();
  await atLeast(20, () => new Promise((resolve) => setTimeout(resolve, 60)));
  expect(performance.now() - start).toBeLessThan(500);
});

test("the floor doubles with each step of the slowest stored hash over the usual one", () => {
  expect([null, 9, 12, 13, 14, 15].map(floorForBcryptCost)).toEqual([500, 500, 500, 1000, 2000, 4000]);
});
