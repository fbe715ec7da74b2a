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

/** The pool's connections must be in pipeline mode; pg's cursors and COPY streams need a connection of their own. */
export const preparing = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  async connect() {
    return savingTrips(await pool.connect()) as unknown as PostgresPoolClient;
  },
  end: () => pool.end(),
});

type Ask = (text: string, values?: unknown[]) => Promise<unknown>;
type Connection = { processID: number | undefined; query: Ask; release: (error?: Error | boolean) => void };

const wrapped = new WeakMap<pg.PoolClient, Connection>();

function savingTrips(client: pg.PoolClient): Connection {
  const known = wrapped.get(client);
  if (known) return known;
  const together = sentTogether(client);
  /** The text that begins a transaction in which nothing was asked yet. */
  let beginning: string | undefined;
  let onlyReads = false;

  const ask: Ask = (text, values) => {
    if (values === undefined || values.length === 0) return client.query(text);
    const name = nameOf(text);
    return name === undefined ? client.query(text, values) : client.query({ name, text, values });
  };

  const connection: Connection = {
    processID: (client as { processID?: number }).processID,
    release: (error) => client.release(error),
    query(text, values) {
      if (text === "begin" || text.startsWith("start transaction")) {
        beginning = text;
        onlyReads = text.endsWith("read only");
        return Promise.resolve(done("BEGIN"));
      }
      if (text === "commit" || text === "rollback") {
        if (beginning !== undefined) {
          beginning = undefined;
          return Promise.resolve(done(text.toUpperCase()));
        }
        const ended = client.query(text);
        if (!onlyReads || text === "rollback") return ended;
        ended.catch(() => {}); // a lost connection is told to whoever uses it next
        return Promise.resolve(done("COMMIT"));
      }
      together();
      // If it fails the connection is lost, and the statement says so.
      if (beginning !== undefined) client.query(beginning).catch(() => {});
      beginning = undefined;
      return ask(text, values);
    },
  };
  wrapped.set(client, connection);
  return connection;
}

const done = (command: string) => ({ command, rowCount: null, rows: [] });

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
