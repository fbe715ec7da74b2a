/** The one way to write: a transaction, the facts loaded inside it, the command, its audit events and jobs, commit. */
import { randomUUIDv7 } from "node:crypto";
import { sql } from "kysely";
import type { ErrorCode } from "#contract/errors.ts";
import type { Tx } from "./db/connect.ts";
import { asRefusal, isWorthRetrying } from "./db/constraint-errors.ts";
import type { Language, Translate } from "./i18n/translate.ts";
import type { Asking, AuditEvent, Caller, Job, Kernel } from "./kernel.ts";
import { Refusal } from "./refusal.ts";

export type CommandContext = {
  db: Tx;
  asking: Asking;
  now: Date;
  language: Language;
  translate: Translate;
  network: string;
  client: string;
  kernel: Kernel;
  /** Names this run in the audit. */
  correlationId: string;
  audit: (event: AuditEvent) => void;
  enqueue: (job: Job) => void;
};

export type Command<Input, Output> = {
  /** `resource.verb-noun`, for what-if and logs. */
  name: string;
  /** It may commit without an audit event, because nothing that matters changes. */
  silent?: true;
  run: (context: CommandContext, input: Input) => Promise<Output>;
};

export const command = <Input, Output>(definition: Command<Input, Output>): Command<Input, Output> => definition;

const mostTries = 4;

/** Runs a command and presents its outcome inside the same transaction, so that the answer shows exactly what was written. */
export async function runCommand<Input, Output, View>(
  caller: Caller,
  definition: Command<Input, Output>,
  input: Input,
  present: (db: Tx, output: Output) => Promise<View> | View,
): Promise<View> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(caller, definition, input, present);
    } catch (error) {
      if (isWorthRetrying(error) && tries < mostTries) continue;
      throw asRefusal(error);
    }
  }
}

function attempt<Input, Output, View>(
  caller: Caller,
  definition: Command<Input, Output>,
  input: Input,
  present: (db: Tx, output: Output) => Promise<View> | View,
): Promise<View> {
  return caller.kernel.databases.main.transaction().execute(async (db) => {
    const replay = await earlierAnswer(db, caller);
    if (replay) return replay.response as View;
    const { view } = await carryOut(db, caller, definition, input, present);
    await keepAnswer(db, caller, view);
    return view;
  });
}

/** The command, its audit events and its jobs inside a transaction that somebody else commits, or rolls back. */
export async function carryOut<Input, Output, View>(
  db: Tx,
  caller: Caller,
  definition: Command<Input, Output>,
  input: Input,
  present: (db: Tx, output: Output) => Promise<View> | View,
): Promise<{ view: View; events: readonly AuditEvent[] }> {
  const { kernel } = caller;
  const events: AuditEvent[] = [];
  const jobs: Job[] = [];
  const asking = await kernel.loadFacts(db, caller.principal, caller.now, true);
  const context: CommandContext = {
    db,
    asking,
    kernel,
    now: caller.now,
    language: caller.language,
    translate: caller.translate,
    network: caller.network,
    client: caller.client,
    correlationId: randomUUIDv7(),
    audit: (event) => events.push(event),
    enqueue: (job) => jobs.push(job),
  };
  const output = await definition.run(context, input);
  if (events.length === 0 && !definition.silent) throw new Error(`${definition.name} recorded no audit event`);
  await writeAudit(db, context, events);
  for (const job of jobs) await kernel.enqueue(db, job);
  return { view: await present(db, output), events };
}

const principalKey = (caller: Caller): string => {
  const { principal } = caller;
  return principal.kind === "agent" ? `agent ${principal.agentId}` : principal.kind === "contact" ? `contact ${principal.contactId}` : principal.kind;
};

async function earlierAnswer(db: Tx, caller: Caller): Promise<{ response: unknown } | undefined> {
  const { idempotency } = caller;
  if (!idempotency) return undefined;
  const owner = principalKey(caller);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${owner} ${idempotency.path} ${idempotency.key}`}, 0))`.execute(db);
  const row = await db
    .selectFrom("idempotency_key")
    .select(["body_hash", "response"])
    .where("principal", "=", owner)
    .where("path", "=", idempotency.path)
    .where("key", "=", idempotency.key)
    .where("created_at", ">", new Date(caller.now.getTime() - 24 * 3600 * 1000))
    .executeTakeFirst();
  if (!row) return undefined;
  if (!row.body_hash.equals(idempotency.bodyHash)) throw new Refusal("request.idempotencyMismatch" satisfies ErrorCode);
  return { response: row.response };
}

async function keepAnswer(db: Tx, caller: Caller, view: unknown): Promise<void> {
  const { idempotency } = caller;
  if (!idempotency) return;
  const row = {
    principal: principalKey(caller),
    path: idempotency.path,
    key: idempotency.key,
    body_hash: idempotency.bodyHash,
    status: 201,
    response: JSON.stringify(view),
    created_at: caller.now,
  };
  await db
    .insertInto("idempotency_key")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["principal", "path", "key"]).doUpdateSet({ body_hash: row.body_hash, response: row.response, created_at: row.created_at }),
    )
    .execute();
}

async function writeAudit(db: Tx, { asking, now, correlationId }: CommandContext, events: AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  // Within a millisecond the ids are random; sorted, they keep the order of the events.
  const ids = events.map(() => randomUUIDv7()).sort();
  const actorId = asking.kind === "agent" ? asking.agent.agentId : asking.kind === "contact" ? asking.access.contactId : null;
  await db
    .insertInto("audit_event")
    .values(
      events.map((event, at) => ({
        audit_event_id: ids[at] ?? randomUUIDv7(),
        at: now,
        actor_kind: asking.kind,
        actor_id: actorId,
        event: event.event,
        subject_kind: event.subject.kind,
        subject_id: event.subject.id,
        company_id: event.companyId ?? null,
        contact_id: event.contactId ?? null,
        before: event.before === undefined ? null : JSON.stringify(event.before),
        after: event.after === undefined ? null : JSON.stringify(event.after),
        reason: event.reason ?? "",
        correlation_id: correlationId,
      })),
    )
    .execute();
}

/** The asking agent; refuses everybody else. */
export function agentOf(context: CommandContext): Extract<Asking, { kind: "agent" }> {
  if (context.asking.kind !== "agent") throw new Refusal("session.required");
  return context.asking;
}

/** The asking contact, whose door is open; refuses everybody else. */
export function contactOf(context: CommandContext): Extract<Asking, { kind: "contact" }> {
  if (context.asking.kind !== "contact" || !context.asking.access.door.open) throw new Refusal("session.required");
  return context.asking;
}

/** Who set it, for `set_by` columns: an agent, or nobody known. */
export const settingAgent = (context: CommandContext): string | null => (context.asking.kind === "agent" ? context.asking.agent.agentId : null);
