/** What was typed after the word: how long, if that was said, and why. */
export type TypedSilence = { readonly minutes: number | null; readonly comment: string };

export const LONGEST_MINUTES = 30 * 24 * 60;

const LENGTH =
  /^(?:for\s+)?((?:\d{1,6}\s*(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\s*)+)(?=\s|$)(.*)$/isu;
const PART = /(\d+)\s*([mhdw])/giu;
const [HOUR, DAY] = [60, 24 * 60];
const MINUTES: ReadonlyMap<string, number> = new Map([
  ["m", 1],
  ["h", HOUR],
  ["d", DAY],
  ["w", 7 * DAY],
]);

/** Reads `2h noisy disk`, `for 90 min`, `1h30m` or words alone. */
export function readTypedSilence(text: string): TypedSilence {
  const [, length, comment = ""] = LENGTH.exec(text) ?? [];
  if (length === undefined) return { minutes: null, comment: text.trim() };
  const parts = [...length.matchAll(PART)];
  const minutes = parts.reduce((sum, [, count, unit = ""]) => {
    return sum + Number(count) * (MINUTES.get(unit.toLowerCase()) ?? 0);
  }, 0);
  return { minutes, comment: comment.trim() };
}

/** Such as 30 min, 1 h 30 min, 2 days. */
export function lengthWords(minutes: number): string {
  const days = Math.floor(minutes / DAY);
  const hours = Math.floor((minutes % DAY) / HOUR);
  const rest = minutes % HOUR;
  const parts = [
    ...(days === 0 ? [] : [`${days} ${days === 1 ? "day" : "days"}`]),
    ...(hours === 0 ? [] : [`${hours} h`]),
    ...(rest === 0 ? [] : [`${rest} min`]),
  ];
  return parts.join(" ");
}
