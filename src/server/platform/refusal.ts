/** A refusal that a person or a program reads: a code of contract/errors.ts, never a stack trace. */
import type { ErrorCode, FieldCode } from "#contract/errors.ts";

export type FieldProblem = { path: string; code: FieldCode };

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;
  readonly mergedIntoId: string | null;
  /** What its sentence names: only what whoever asks may know. */
  readonly words: Readonly<Record<string, string>>;
  constructor(
    code: ErrorCode,
    more: { fields?: readonly FieldProblem[]; retryAfterSeconds?: number; mergedIntoId?: string; words?: Readonly<Record<string, string>> } = {},
  ) {
    super(code);
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.mergedIntoId = more.mergedIntoId ?? null;
    this.words = more.words ?? {};
  }
}

/** The record, or the refusal that it is not there (or not visible). */
export function found<T>(record: T | undefined | null): T {
  if (record === undefined || record === null) throw new Refusal("record.notFound");
  return record;
}
