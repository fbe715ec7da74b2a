/** Calls endpoints of the contract and turns refusals into `ApiProblem`: the only place in the web apps that knows HTTP. */
import type { BodyInputOf, Endpoint, ParamsOf, QueryInputOf, ResponseOf } from "#contract/endpoint.ts";
import type { ErrorCode, FieldCode, Problem } from "#contract/errors.ts";

/** `unreachable`: no answer came at all (offline, server stopped); its sentence is `ui.unreachable`. */
export type ProblemCode = ErrorCode | "unreachable";
export type FieldProblem = { path: string; code: FieldCode; message: string };

type ProblemDetails = {
  message?: string;
  fields?: readonly FieldProblem[];
  retryAfterSeconds?: number | null;
  mergedIntoId?: string | undefined;
  words?: Readonly<Record<string, string>> | undefined;
};

export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;
  /** Of `ticket.merged`. */
  readonly mergedIntoId: string | null;
  /** What the sentence names. */
  readonly words: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, status: number, given: ProblemDetails = {}) {
    super(given.message ?? code);
    this.name = "ApiProblem";
    this.code = code;
    this.status = status;
    this.fields = given.fields ?? [];
    this.retryAfterSeconds = given.retryAfterSeconds ?? null;
    this.mergedIntoId = given.mergedIntoId ?? null;
    this.words = given.words ?? {};
  }
}

// biome-ignore lint/suspicious/noExplicitAny: any endpoint, whatever its schemas
export type AnyEndpoint = Endpoint<any, any, any, any>;
type Field<Name extends string, Value> = undefined extends Value
  ? { [key in Name]?: Value }
  : Record<never, never> extends Value
    ? { [key in Name]?: Value }
    : { [key in Name]: Value };
/** What a call needs: `params`, `query` and `body` are asked for only where the endpoint has required ones. */
export type CallInput<E> = Field<"params", ParamsOf<E>> &
  Field<"query", QueryInputOf<E>> &
  Field<"body", BodyInputOf<E>> & { signal?: AbortSignal; idempotencyKey?: string };
type CallArguments<E> = Record<never, never> extends CallInput<E> ? [given?: CallInput<E>] : [given: CallInput<E>];
type LooseInput = { params?: object; query?: object; body?: unknown; signal?: AbortSignal; idempotencyKey?: string };

let csrfToken: string | null = null;
/** Signed out: the token of the ended session is forgotten. */
export const forgetSession = (): void => {
  csrfToken = null;
};
/** The language of what the server says; the document's, which `i18n.ts` sets. */
const language = (): string => document.documentElement.lang || "en";

function asText(value: unknown): string {
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** The address of a call, also for links to files. */
export function addressOf<E extends AnyEndpoint>(endpoint: E, given: { params?: ParamsOf<E>; query?: QueryInputOf<E> } = {}): string {
  const params = (given.params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asText(params[name])));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries((given.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)) query.set(key, asText(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

function problemFrom(status: number, text: string, retryAfter: string | null): ApiProblem {
  const seconds = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (problem.code !== undefined) {
      return new ApiProblem(problem.code, status, {
        message: problem.detail ?? problem.title ?? problem.code,
        fields: problem.errors ?? [],
        retryAfterSeconds: problem.retryAfterSeconds ?? seconds,
        mergedIntoId: problem.mergedIntoId,
        words: problem.words,
      });
    }
  } catch {
    // Not ours: a proxy or a gateway answered.
  }
  return new ApiProblem(status === 429 ? "request.tooMany" : status === 413 ? "request.tooLarge" : "server.failed", status, { retryAfterSeconds: seconds });
}

function answerFrom(text: string): unknown {
  if (text === "") return undefined;
  const answer = JSON.parse(text) as { csrfToken?: unknown };
  // Only sessions carry one: whoever signs in, or asks who he is, has it from then on.
  if (typeof answer?.csrfToken === "string") csrfToken = answer.csrfToken;
  return answer;
}

function headersOf(endpoint: AnyEndpoint, given: LooseInput): Record<string, string> {
  return {
    accept: "application/json",
    "accept-language": language(),
    ...(endpoint.method !== "GET" && csrfToken !== null ? { "x-csrf-token": csrfToken } : {}),
    ...(given.body !== undefined ? { "content-type": "application/json" } : {}),
    ...(given.idempotencyKey !== undefined ? { "idempotency-key": given.idempotencyKey } : {}),
  };
}

async function answered<Read>(endpoint: AnyEndpoint, input: LooseInput, read: (response: Response) => Promise<Read>): Promise<Read> {
  let response: Response;
  let answer: Read | string;
  try {
    response = await fetch(addressOf(endpoint, input as never), {
      method: endpoint.method,
      credentials: "same-origin",
      headers: headersOf(endpoint, input),
      ...(input.body !== undefined ? { body: JSON.stringify(input.body) } : {}),
      ...(input.signal ? { signal: input.signal } : {}),
    });
    answer = await (response.ok ? read(response) : response.text());
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem("unreachable", 0);
  }
  if (!response.ok) throw problemFrom(response.status, answer as string, response.headers.get("retry-after"));
  return answer as Read;
}

export async function call<E extends AnyEndpoint>(endpoint: E, ...[given]: CallArguments<E>): Promise<ResponseOf<E>> {
  return answerFrom(await answered(endpoint, given ?? {}, (response) => response.text())) as ResponseOf<E>;
}

/** A file that the server makes for this call, with the name that it gives it. */
export const fetchFile = <E extends AnyEndpoint>(endpoint: E, ...[given]: CallArguments<E>): Promise<{ name: string; content: Blob }> =>
  answered(endpoint, given ?? {}, async (response) => ({
    name: decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "Pforte"),
    content: await response.blob(),
  }));

/** A call that the server wrote out itself, as data. */
export const callGiven = ({ method, path, body }: { method: Endpoint["method"]; path: string; body?: unknown }): Promise<unknown> =>
  call({ method, path } as AnyEndpoint, body === undefined ? {} : { body });

/** Sends a file as the request's body; `onProgress` gets 0 to 1. */
export function upload<E extends AnyEndpoint>(
  endpoint: E,
  file: File,
  given: { onProgress?: (part: number) => void; signal?: AbortSignal } = {},
): Promise<ResponseOf<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(endpoint.method, addressOf(endpoint, { query: { name: file.name } } as never));
    for (const [name, value] of Object.entries(headersOf(endpoint, {}))) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) given.onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(answerFrom(request.responseText) as ResponseOf<E>);
      else reject(problemFrom(request.status, request.responseText, request.getResponseHeader("retry-after")));
    };
    request.onerror = () => reject(new ApiProblem("unreachable", 0));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    given.signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
