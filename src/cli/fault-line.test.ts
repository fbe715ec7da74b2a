import { expect, test } from "vitest";
import { Refusal } from "#server/platform/refusal.ts";
import { Failure, faultLine } from "./fault-line.ts";

const environment = {
  DATABASE_URL: "postgres://pforte:s3%40cret@db.example.com/pforte?password=other",
  PFORTE_SMTP_URL: "smtp://me:mailword@mail.example.com",
};

test("no password of the environment is said, however the failing library writes it", () => {
  const error = new Error('connecting to postgres://pforte:s3%40cret@db.example.com as "s3@cret" or other or mailword failed');
  expect(faultLine(error, environment)).toBe('connecting to postgres://pforte:***@db.example.com as "***" or *** or *** failed');
});

test("a failure is one line, also where the error has many", () => {
  expect(faultLine(new Failure("first\n  second\nthird"), {})).toBe("first second third");
});

test("a refusal is said with its fields", () => {
  const line = faultLine(new Refusal("password.unacceptable", { fields: [{ path: "password", code: "password.tooShort" }] }), {});
  expect(line).toMatch(/password/i);
  expect(line).not.toContain("password.tooShort");
});

test("a violated constraint is said as the refusal that it is", () => {
  const error = Object.assign(new Error("duplicate key"), { code: "23505", severity: "ERROR", constraint: "agent_login_key" });
  expect(faultLine(error, {})).not.toContain("duplicate key");
});

test("a port that cannot be had names the port and the variable", () => {
  const error = Object.assign(new Error("listen"), { code: "EADDRINUSE", syscall: "listen", address: "127.0.0.1", port: 8080 });
  expect(faultLine(error, {})).toMatch(/Port 8080 of 127\.0\.0\.1 is in use.*PFORTE_PORT/);
  expect(faultLine({ ...error, code: "EADDRNOTAVAIL" }, { PFORTE_HOST: "10.9.9.9" })).toContain("PFORTE_HOST");
});

test("several tries at one machine are said as the first of them", () => {
  expect(faultLine(new AggregateError([new Error("connect ECONNREFUSED ::1:5432"), new Error("b")]), {})).toBe("connect ECONNREFUSED ::1:5432");
});
