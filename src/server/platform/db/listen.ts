/** One connection that hears what the database tells (LISTEN). It comes back by itself, and says when something may have been missed. */
import pg from "pg";
import type { Log } from "#server/platform/log/log.ts";

export type Listening = {
  /** A message of the channel; messages come in the order of their commits. */
  heard: (message: string) => void;
  /** From now on nothing is missed. Called at the beginning and after each loss, when anything may have happened meanwhile. */
  connected: () => void;
  /** From now on messages may be missed. */
  lost: () => void;
};

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 5000;
/** A connection that is dead without having been closed is noticed by asking. */
const askEveryMilliseconds = 10_000;
const answerWithinMilliseconds = 5000;

/** Listens until the returned function is called. */
export function listen(options: pg.ClientConfig, channel: string, log: Log, listening: Listening): () => Promise<void> {
  let client: pg.Client | undefined;
  let asking: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  let pause = firstPauseMilliseconds;
  let isLive = false;
  let closed = false;

  const lose = (lostClient: pg.Client, error: unknown) => {
    if (client !== lostClient) return;
    client = undefined;
    clearInterval(asking);
    lostClient.end().catch(() => {});
    if (closed) return;
    if (isLive) {
      log.warn({ err: error, channel }, "the connection that listens to the database is lost");
      isLive = false;
      listening.lost();
    }
    retry = setTimeout(open, pause).unref();
    pause = Math.min(pause * 2, longestPauseMilliseconds);
  };

  const open = async () => {
    const opened = new pg.Client({ ...options, application_name: "pforte listening", keepAlive: true, query_timeout: answerWithinMilliseconds });
    client = opened;
    opened.on("error", (error) => lose(opened, error));
    opened.on("end", () => lose(opened, undefined));
    opened.on("notification", (message) => listening.heard(message.payload ?? ""));
    try {
      await opened.connect();
      await opened.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      return lose(opened, error);
    }
    if (closed || client !== opened) return;
    asking = setInterval(() => opened.query("select 1").catch((error: unknown) => lose(opened, error)), askEveryMilliseconds).unref();
    if (pause > firstPauseMilliseconds) log.info({ channel }, "listening to the database again");
    pause = firstPauseMilliseconds;
    isLive = true;
    listening.connected();
  };

  void open();
  return async () => {
    closed = true;
    clearTimeout(retry);
    clearInterval(asking);
    await client?.end().catch(() => {});
  };
}
