/** What was typed after the word: how long, if that was said, and why. */
export type TypedSilence = { readonly minutes: number | null; readonly comment: string };

export const LONGEST_MINUTES = 30 * 24 * 60;

const LENGTH =
  /^(?:for\s+)?((?:\d{1,6}\s*(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\s*)+)(?=\s|$)(.*)$/isu;
const PART = /(\d+)\s*([mhdw])/giu;
const MINUTES = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 } as const;

/** Reads `2h noisy disk`, `for 90 min`, `1h30m` or words alone. */
export function readTypedSilence(text: string): TypedSilence {
  const [, length, comment = ""] = LENGTH.exec(text) ?? [];
  if (length === undefined) return { minutes: null, comment: text.trim() };
  const parts = [...length.matchAll(PART)];
  const minutes = parts.reduce((sum, [, count, unit]) => sum + Number(count) * factor(unit), 0);
  return { minutes, comment: comment.trim() };
}

/** Such as 30 min, 1 h 30 min, 2 days. */
export function lengthWords(minutes: number): string {
  const days = Math.floor(minutes / MINUTES.d);
  const hours = Math.floor((minutes % MINUTES.d) / MINUTES.h);
  const rest = minutes % MINUTES.h;
  const parts = [
    ...(days === 0 ? [] : [`${days} ${days === 1 ? "day" : "days"}`]),
    ...(hours === 0 ? [] : [`${hours} h`]),
    ...(rest === 0 ? [] : [`${rest} min`]),
  ];
  return parts.join(" ");
}

function factor(unit = "m"): number {
  switch (unit.toLowerCase()) {
    case "h":
      return MINUTES.h;
    case "d":
      return MINUTES.d;
    case "w":
      return MINUTES.w;
    default:
      return MINUTES.m;
  }
}
