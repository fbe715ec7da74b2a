/** Who is here: every open stream of this process, by person and by session. */
import { Refusal } from "#server/platform/refusal.ts";
import { type Audience, createAudience } from "./audience.ts";
import { nameOf, newReader, type Person, type Reader } from "./reader.ts";
import { createSpread, type Spread } from "./spread.ts";
import { openStream, type Stream } from "./stream.ts";

/** Browsers close a hidden tab's stream themselves; beyond this many the oldest of a session ends. */
export const mostStreamsOfSession = 8;
const mostStreams = 20_000;

/** `overAt`: when it ends if nobody uses it; null: not asked yet. */
type Session = { streams: Set<Stream>; overAt: number | null };

export type Presence = {
  readers: Map<string, Reader>;
  sessions: Map<string, Session>;
  /** Streams that were not told yet that they miss nothing. */
  newcomers: Set<Stream>;
  audience: Audience<Reader>;
  /** Tells them to look, a few at a time. */
  spread: Spread<Reader>;
  enter: (person: Person, sessionId: string) => Stream;
  endSession: (sessionId: string) => void;
};

export const tell = (reader: Reader, say: (stream: Stream) => void): void => {
  for (const stream of [...reader.streams]) say(stream);
};

export function createPresence(): Presence {
  const readers = new Map<string, Reader>();
  const sessions = new Map<string, Session>();
  const newcomers = new Set<Stream>();
  const audience = createAudience<Reader>();
  const spread = createSpread<Reader>((reader) => tell(reader, (stream) => stream.look()));
  let streamCount = 0;

  const leave = (stream: Stream, reader: Reader, sessionId: string) => {
    streamCount--;
    newcomers.delete(stream);
    reader.streams.delete(stream);
    const session = sessions.get(sessionId);
    session?.streams.delete(stream);
    if (session?.streams.size === 0) sessions.delete(sessionId);
    if (reader.streams.size > 0) return;
    audience.place(reader, null);
    spread.remove(reader);
    readers.delete(nameOf(reader.person));
  };
  return {
    readers,
    sessions,
    newcomers,
    audience,
    spread,
    enter(person, sessionId) {
      if (streamCount >= mostStreams) throw new Refusal("request.tooMany", { retryAfterSeconds: 60 });
      const reader = readers.get(nameOf(person)) ?? newReader(person);
      const session = sessions.get(sessionId) ?? { streams: new Set(), overAt: null };
      const stream = openStream(() => leave(stream, reader, sessionId));
      streamCount++;
      readers.set(nameOf(person), reader);
      sessions.set(sessionId, session);
      reader.streams.add(stream);
      session.streams.add(stream);
      newcomers.add(stream);
      if (session.streams.size > mostStreamsOfSession) [...session.streams][0]?.close();
      return stream;
    },
    endSession(sessionId) {
      for (const stream of [...(sessions.get(sessionId)?.streams ?? [])]) stream.end();
    },
  };
}
