import { DateTime } from "luxon";

/** As far as the seconds: 2026-11-22T10:00:00. */
const SECONDS_LENGTH = 19;

/**
 * The moment that an ISO 8601 text names, in UTC. Luxon reads it, and says what is wrong with it, but takes seven times as
 * long as the platform, which reads what is written in UTC, as nearly all is: a storm is made of moments.
 */
export function instantOf(text: string): DateTime {
  const millis = text.endsWith("Z") ? Date.parse(text) : Number.NaN;
  return isAsWritten(millis, text)
    ? DateTime.fromMillis(millis, { zone: "utc" })
    : DateTime.fromISO(text, { zone: "utc" });
}

/** The platform takes 30 February for 2 March. */
function isAsWritten(millis: number, text: string): boolean {
  return (
    Number.isFinite(millis) &&
    new Date(millis).toISOString().startsWith(text.slice(0, SECONDS_LENGTH))
  );
}
