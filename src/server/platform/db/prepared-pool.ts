/** Lets a pool prepare each statement once per connection: planning a list of tickets costs more than running it. */
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";

/** Statements beyond this many different texts go unnamed, so that a connection's memory stays bounded. */
const mostStatements = 1000;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostStatements) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

export const preparing = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  async connect() {
    return withNames(await pool.connect()) as unknown as PostgresPoolClient;
  },
  end: () => pool.end(),
});

const wrapped = new WeakMap<pg.PoolClient, pg.PoolClient>();

function withNames(client: pg.PoolClient): pg.PoolClient {
  const known = wrapped.get(client);
  if (known) return known;
  const proxy = new Proxy(client, {
    get(target, property) {
      if (property === "query") {
        return (text: unknown, values?: unknown[]) => {
          if (typeof text !== "string" || values === undefined || values.length === 0) return target.query(text as string, values as unknown[]);
          const name = nameOf(text);
          return name === undefined ? target.query(text, values) : target.query({ name, text, values });
        };
      }
      const value = Reflect.get(target, property) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  wrapped.set(client, proxy);
  return proxy;
}
