/** A keep-alive connection that costs next to nothing: on a small machine the load tool must not eat what it measures. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type Answer = { status: number; body: Buffer };
export type HttpConnection = {
  origin: string;
  get: (path: string, cookie: string) => Promise<Answer>;
  post: (path: string, body: string, sender?: { cookie: string; origin: string }) => Promise<Answer>;
  close: () => void;
};

const headEnd = Buffer.from("\r\n\r\n");
const lastChunk = Buffer.from("0\r\n\r\n");

/** One request at a time, as a browser's connection does with HTTP/1.1. */
export async function openConnection(url: URL): Promise<HttpConnection> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  await once(socket, "connect");
  const send = (text: string): Promise<Answer> => {
    const answer = readAnswer(socket);
    socket.write(text);
    return answer;
  };
  return {
    origin: url.origin,
    get: (path, cookie) => send(`GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\nCookie: ${cookie}\r\nAccept: application/json\r\n\r\n`),
    post(path, body, sender) {
      const by = sender ? `Cookie: ${sender.cookie}\r\nOrigin: ${sender.origin}\r\n` : "";
      const head = `POST ${path} HTTP/1.1\r\nHost: ${url.host}\r\n${by}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
      return send(head + body);
    },
    close: () => socket.destroy(),
  };
}

function readAnswer(socket: Socket): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      socket.off("data", onData).off("close", onClose).off("error", onClose);
      settle();
    };
    const onData = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const answer = completeAnswer(received);
      if (answer) finish(() => resolve(answer));
    };
    const onClose = () => finish(() => reject(new Error("The server closed the connection.")));
    socket.on("data", onData).on("close", onClose).on("error", onClose);
  });
}

/** undefined: more is to come. */
function completeAnswer(received: Buffer): Answer | undefined {
  const end = received.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = received.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const body = received.subarray(end + headEnd.length);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length) ? { status, body } : undefined;
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, body };
  return body.subarray(-lastChunk.length).equals(lastChunk) ? { status, body: unchunked(body) } : undefined;
}

function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, line), 16);
    if (!size) return Buffer.concat(parts);
    parts.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
