import { DatabaseRefused } from "./database-refused.ts";

/** PostgreSQL's codes that we act on: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const sqlStates = {
  serializationFailure: "40001",
  deadlockDetected: "40P01",
  lockNotAvailable: "55P03",
  readOnlyTransaction: "25006",
  diskFull: "53100",
} as const;

/** Classes and codes after which the server has ended the session, or is about to. */
const ENDED = /^(?:08|57P0[1-5]|25P0[34])/;
/** What passes as soon as whoever was first is done. */
const BUSY: ReadonlySet<string> = new Set([
  sqlStates.serializationFailure,
  sqlStates.deadlockDetected,
  sqlStates.lockNotAvailable,
]);

/** The code of an error that came from either database, or null; also of one that only says why it was refused. */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof DatabaseRefused) return sqlStateOf(error.cause);
  if (!("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** Whether others were at work on the same, so that it may go well when it is begun again. */
export function isBusy(error: unknown): boolean {
  return BUSY.has(sqlStateOf(error) ?? "");
}

/** Whether the connection on which this happened is gone, even if its socket has not said so yet. */
export function isSessionOver(error: unknown): boolean {
  return ENDED.test(sqlStateOf(error) ?? "");
}
