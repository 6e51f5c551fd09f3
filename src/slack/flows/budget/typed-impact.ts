import { PAST_EXAMPLES, readPast } from "#slack/words/typed-past.ts";
import type { Speaker } from "#slack/words/typed-time.ts";

/** What somebody typed of when it hurt, in milliseconds since 1970; null is left to the metric. */
export type TypedImpact =
  | {
      readonly kind: "impact";
      readonly start: number | null;
      readonly end: number | null;
      readonly reason: string;
    }
  | { readonly kind: "found"; readonly reason: string }
  /** What cannot be read, in words for them. */
  | { readonly kind: "unclear"; readonly words: string };

const BECAUSE = /(?:^|\s+)because\s+/iu;
const FOUND = /^found\b\s*/iu;
const UNTIL = /(?:^|\s+)(?:to|until|till)\s+/iu;
const FROM = /^(?:from|since)\s+/iu;
const TIME_ALONE = /^\d{1,2}:\d{2}(?:\s*utc)?$/iu;
const DAY = 86_400_000;

/** Reads `from 02:40 to 03:10 because …`, `until 03:10 because …` and `found because …`. */
export function readTypedImpact(text: string, speaker: Speaker): TypedImpact {
  const [times = "", ...reasons] = text.split(BECAUSE);
  const reason = reasons.join(" because ").trim();
  if (FOUND.test(times)) {
    return { kind: "found", reason: reason === "" ? times.replace(FOUND, "").trim() : reason };
  }
  if (reason === "") return { kind: "unclear", words: "Say why, after `because`." };
  const [from = "", to = ""] = times.trim().split(UNTIL);
  const start = momentOf(from.replace(FROM, ""), speaker);
  const end = momentOf(to, speaker);
  if (start === "unclear" || end === "unclear") return { kind: "unclear", words: PAST_EXAMPLES };
  return { kind: "impact", start, end: soonAfter(start, end, to), reason };
}

function momentOf(text: string, speaker: Speaker): number | null | "unclear" {
  const typed = text.trim();
  if (typed === "") return null;
  const read = readPast(typed, speaker);
  return read.kind === "time" && read.rest === "" ? read.instant : "unclear";
}

/** A time of day is the first one after the start, not the last one before now. */
function soonAfter(start: number | null, end: number | null, typed: string): number | null {
  if (start === null || end === null || !TIME_ALONE.test(typed.trim())) return end;
  return end - Math.max(0, Math.floor((end - start) / DAY)) * DAY;
}
