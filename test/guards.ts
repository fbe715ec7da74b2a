/** What every endpoint of the agents' realm owes, as tests; and calls whose answers are held against the contract. */
import { randomUUIDv7 } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Endpoint, QueryInputOf, ResponseOf } from "#contract/endpoint.ts";
import type { ListOf } from "#contract/fields.ts";
import { AGENT_PERMISSIONS, EVERY_AGENT } from "#domain/agent-permissions.ts";
import type { Signed, TestApp } from "./app.ts";

/** `body`: one that would be accepted. */
export type Guarded = { endpoint: Endpoint; body?: Record<string, unknown> };

const pathOf = (endpoint: Endpoint, id: string): string => endpoint.path.replaceAll(/\{\w+\}/g, id);

async function codeOf(app: TestApp, as: Signed, { endpoint, body }: Guarded, id: string = randomUUIDv7(), query = ""): Promise<string> {
  const init: RequestInit = { method: endpoint.method };
  if (body) Object.assign(init, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const response = await app.fetch(`${pathOf(endpoint, id)}${query}`, init, as);
  const { code } = (await response.json()) as { code: string };
  return `${response.status} ${code}`;
}

/** Tests that each endpoint refuses whom and what it must. */
export function describeGuards(app: () => TestApp, guarded: readonly Guarded[]): void {
  describe.each(guarded.map((one) => ({ title: `${one.endpoint.method} ${one.endpoint.path}`, one })))("$title", ({ one }) => {
    const { policy } = one.endpoint;
    const permission = policy.realm === "agent" ? policy.permission : "signedIn";

    test("asks nobody and contacts to sign in", async () => {
      const contact = await app().signIn({ contactId: await app().person(await app().company()) });
      expect(await codeOf(app(), null, one)).toBe("401 session.required");
      expect(await codeOf(app(), contact, one)).toBe("401 session.required");
    });

    if (permission !== "signedIn" && !EVERY_AGENT.includes(permission)) {
      test("refuses agents without the permission", async () => {
        const others = AGENT_PERMISSIONS.filter((other) => other !== permission);
        expect(await codeOf(app(), await app().agent(others), one)).toBe("403 permission.missing");
      });
    }

    test("refuses a property that it does not know", async () => {
      const administrator = await app().administrator();
      expect(await codeOf(app(), administrator, one, randomUUIDv7(), "?unheard=of")).toBe("400 request.invalid");
      if (one.body) expect(await codeOf(app(), administrator, { ...one, body: { ...one.body, unheard: "of" } })).toBe("400 request.invalid");
    });

    if (one.endpoint.path.includes("{id}")) {
      test("does not find what does not exist", async () => {
        const administrator = await app().administrator();
        expect(await codeOf(app(), administrator, one)).toBe("404 record.notFound");
        expect(await codeOf(app(), administrator, one, "no-id")).toBe("404 record.notFound");
      });
    }
  });
}

/** Like `app.call`, and fails unless the answer has the contract's shape, no property more and none less. */
export const shaped =
  (app: () => TestApp): TestApp["call"] =>
  async (as, endpoint, given) => {
    const body = await app().call(as, endpoint, given);
    const parsed = endpoint.response.safeParse(body);
    if (!parsed.success) throw new Error(`${endpoint.method} ${endpoint.path} is not as the contract says: ${parsed.error.message}`);
    return body;
  };

type ItemsOf<E> = ResponseOf<E> extends { items: infer Items } ? Items : never;

/** All pages of a list, `limit` rows at a time. */
export async function walk<E extends Endpoint>(call: TestApp["call"], as: Signed, endpoint: E, query: QueryInputOf<E>, limit: number): Promise<ItemsOf<E>> {
  const items: unknown[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = (await call(as, endpoint as Endpoint, { query: { ...(query as object), limit, ...(cursor ? { cursor } : {}) } })) as ListOf<unknown>;
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.next;
  }
  return items as ItemsOf<E>;
}
