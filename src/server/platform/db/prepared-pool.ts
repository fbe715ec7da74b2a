/**
 * Lets Kysely's driver go to the server less often. Each statement is prepared once per connection: planning a list of
 * tickets costs more than running it. A transaction begins together with its first statement, statements that are asked
 * for at once travel together, and the end of a transaction that only read is not waited for.
 */
import type { Writable } from "node:stream";
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

/** For how long the end of a transaction that only read may wait for company. */
const endWithinMilliseconds = 1;

/**
 * The pool's connections must be in pipeline mode; pg's cursors and COPY streams need a connection of their own. `endsLater`:
 * the end of a transaction that only read travels with what the connection is asked next, if that comes soon; only for a pool
 * that nobody asks but Kysely.
 */
export const preparing = (pool: pg.Pool, endsLater = false): PostgresPool => ({
  options: pool.options,
  async connect() {
    return savingTrips(await pool.connect(), endsLater) as unknown as PostgresPoolClient;
  },
  end: () => pool.end(),
});

type Ask = (text: string, values?: unknown[]) => Promise<unknown>;
type Connection = { processID: number | undefined; query: Ask; release: (error?: Error | boolean) => void };

const wrapped = new WeakMap<pg.PoolClient, Connection>();

function savingTrips(client: pg.PoolClient, endsLater: boolean): Connection {
  const known = wrapped.get(client);
  if (known) return known;
  const together = sentTogether(client);
  /** The text that begins a transaction in which nothing was asked yet. */
  let beginning: string | undefined;
  let onlyReads = false;
  let ending: NodeJS.Timeout | undefined;

  const ask: Ask = (text, values) => {
    const name = values?.length || text.startsWith("select") ? nameOf(text) : undefined;
    if (name !== undefined) return client.query({ name, text, values: values ?? [] });
    return values?.length ? client.query(text, values) : client.query(text);
  };
  /** Of a lost connection hears whoever uses it next. */
  const unheard = (text: string): void => void client.query(text).catch(() => {});
  const end = () => {
    clearTimeout(ending);
    ending = undefined;
    unheard("commit");
  };
  const finish = (text: "commit" | "rollback"): Promise<unknown> => {
    const nothingAsked = beginning !== undefined;
    beginning = undefined;
    if (!nothingAsked && (!onlyReads || text === "rollback")) return client.query(text);
    if (!nothingAsked && endsLater) ending = setTimeout(end, endWithinMilliseconds);
    else if (!nothingAsked) unheard("commit");
    return Promise.resolve(done(text));
  };

  const connection: Connection = {
    processID: (client as { processID?: number }).processID,
    release: (error) => client.release(error),
    query(text, values) {
      if (text === "begin" || text.startsWith("start transaction")) {
        beginning = text;
        onlyReads = text.endsWith("read only");
        return Promise.resolve(done("begin"));
      }
      if (text === "commit" || text === "rollback") return finish(text);
      together();
      if (ending) end();
      if (beginning !== undefined) unheard(beginning);
      beginning = undefined;
      return ask(text, values);
    },
  };
  wrapped.set(client, connection);
  return connection;
}

const done = (text: string) => ({ command: text.toUpperCase(), rowCount: null, rows: [] });

/** Holds back what is written until the code that runs now has asked for everything it asks at once. */
function sentTogether(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  let held = false;
  return () => {
    if (held) return;
    held = true;
    stream.cork();
    process.nextTick(() => {
      held = false;
      stream.uncork();
    });
  };
}
