/** PostgreSQL's codes that we act on: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const sqlStates = {
  serializationFailure: "40001",
  deadlockDetected: "40P01",
  lockNotAvailable: "55P03",
  readOnlyTransaction: "25006",
  diskFull: "53100",
} as const;

/** The code of an error that came from either database, or null. */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
