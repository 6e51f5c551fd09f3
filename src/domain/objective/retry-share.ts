const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Whoever has not answered by then never will. */
const LONGEST = 7 * DAY;
/** Where nothing is kept for the whole window, it is estimated anyway: there is time for that. */
const SHORTEST = DAY;

/** For how many seconds after the end it is asked for: then the beginning of its window is forgotten. */
export function patienceFor({
  retention,
  window,
}: {
  /** For how long samples are kept; null where that is not known. */
  readonly retention: number | null;
  readonly window: number;
}): number {
  if (retention === null) return LONGEST;
  return Math.min(LONGEST, Math.max(SHORTEST, retention - window));
}

/** How many seconds lie between two attempts: more and more, from each minute to each hour. */
export function pauseAfter(secondsSinceEnd: number): number {
  return Math.min(HOUR, secondsSinceEnd / 10);
}
