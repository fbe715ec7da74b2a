/** Structured log lines on standard error; no personal data beyond ids. */
import { type Logger, pino } from "pino";

export type Log = Logger;

export const createLog = (level: "debug" | "info" | "warn" | "error" | "silent"): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ["*.password", "*.token"] }, pino.destination({ dest: 2, sync: false }));
