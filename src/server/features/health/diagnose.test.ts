import { expect, test } from "vitest";
import { readConfig } from "#server/platform/config/config.ts";
import { checkAddress, checkDataFolder, checkNode } from "./diagnose.ts";

const address = (environment: Record<string, string>) => checkAddress(readConfig(environment));

test("Node is new enough from 24.7 on", () => {
  expect(["22.12.0", "24.6.9", "24.7.0", "26.0.0"].map((version) => checkNode(version).state)).toEqual(["bad", "bad", "good", "good"]);
});

test("a folder that is not there yet counts as its nearest folder", () => {
  expect(checkDataFolder("/tmp/no/such/folder").state).not.toBe("bad");
});

test("an address is judged by where it leads and whether it is encrypted", () => {
  expect(address({}).state).toBe("hint");
  expect(address({ PFORTE_HOST: "0.0.0.0" }).state).toBe("bad");
  expect(address({ PFORTE_URL: "http://portal.example.com" }).state).toBe("bad");
  expect(address({ PFORTE_URL: "http://localhost:8080" }).state).toBe("good");
  expect(address({ PFORTE_URL: "https://portal.example.com" })).toMatchObject({ state: "hint", todo: expect.stringContaining("PFORTE_TRUSTED_PROXIES") });
  expect(address({ PFORTE_URL: "https://portal.example.com", PFORTE_TRUSTED_PROXIES: "10.0.0.1" }).state).toBe("good");
});
