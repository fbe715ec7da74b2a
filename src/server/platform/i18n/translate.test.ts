import { expect, test } from "vitest";
import { translateTo } from "./translate.ts";

test("sets the thousands of a quantity apart as the sentence's language does, and leaves other numbers as they are", () => {
  const [en, de] = [translateTo("en"), translateTo("de")];
  expect([en, de].map((t) => t("workspace.bulk.confirm", { count: 1204 }))).toEqual(["Change 1,204 tickets", "1.204 Tickets ändern"]);
  expect([en, de].map((t) => t("workspace.bulk.confirm", { count: 1 }))).toEqual(["Change 1 ticket", "1 Ticket ändern"]);
  expect(en("takeOver.report.progress", { step: "Tickets", done: 1000, total: 250_000 })).toBe("Tickets: 1,000 of 250,000");
  expect(en("fault.listen.EACCES", { host: "localhost", port: 8090 })).toContain("Port 8090 of localhost");
});
