import type { DateTime } from "luxon";
import type { AttemptState } from "./reach.ts";

/** Something that happened to an alert on its way from a delivery to whoever was paged. */
export type Happening =
  | { readonly kind: "delivery-stored"; readonly delivery: number; readonly source: string }
  | { readonly kind: "delivery-worked-off"; readonly delivery: number }
  /** A line of the incident's timeline, in its words. */
  | { readonly kind: "told"; readonly event: string; readonly words: string }
  | {
      readonly kind: "page-decided";
      readonly page: number;
      readonly target: string;
      readonly reason: string;
    }
  | {
      readonly kind: "attempt-begun";
      readonly page: number;
      readonly attempt: number | null;
      readonly way: string;
    }
  | {
      readonly kind: "attempt-ended";
      readonly page: number;
      readonly attempt: number | null;
      readonly way: string;
      readonly state: AttemptState;
      readonly error: string | null;
    };

export type Moment = Happening & { readonly at: DateTime };

/** A moment with the time since the one before and since the first. */
export type Step = Moment & { readonly sinceBefore: number; readonly sinceStart: number };

/** What stands between two things that happened in the same transaction. */
const ORDER: readonly Happening["kind"][] = [
  "delivery-stored",
  "told",
  "page-decided",
  "delivery-worked-off",
  "attempt-begun",
  "attempt-ended",
];

/** The way of an alert in its order, with timings in milliseconds. */
export function stepsOf(moments: readonly Moment[]): readonly Step[] {
  const inOrder = moments.toSorted(
    (a, b) => a.at.toMillis() - b.at.toMillis() || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
  );
  const start = inOrder[0]?.at.toMillis() ?? 0;
  return inOrder.map((moment, index) => {
    const at = moment.at.toMillis();
    const before = inOrder[index - 1]?.at.toMillis() ?? at;
    return { ...moment, sinceBefore: at - before, sinceStart: at - start };
  });
}

/** One of them in words. */
export function happeningWords(one: Happening): string {
  switch (one.kind) {
    case "delivery-stored":
      return `delivery ${one.delivery} of ${one.source} was stored`;
    case "delivery-worked-off":
      return `delivery ${one.delivery} was worked off`;
    case "told":
      return one.words;
    case "page-decided":
      return `page ${one.page} to ${one.target} was decided: ${one.reason}`;
    case "attempt-begun":
      return `page ${one.page}: ${one.way} began to send it`;
    case "attempt-ended":
      return `page ${one.page}: ${endWords(one)}`;
  }
}

function endWords({ way, state, error }: Happening & { readonly kind: "attempt-ended" }): string {
  const why = error === null ? "" : `: ${error}`;
  switch (state) {
    case "sent":
      return `${way} accepted it`;
    case "failed":
      return `${way} failed${why}`;
    case "skipped":
      return `${way} was skipped${why}`;
    case "dropped":
      return `${way} was not needed any more${why}`;
    case "pending":
    case "sending":
      return `${way} is under way`;
  }
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Such as 20 ms, 1.5 s, 5 min 2 s, 3 h 10 min. */
export function spanWords(milliseconds: number): string {
  if (milliseconds < SECOND) return `${milliseconds} ms`;
  if (milliseconds < 10 * SECOND) return `${(milliseconds / SECOND).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / SECOND);
  if (milliseconds < MINUTE) return `${seconds} s`;
  if (milliseconds < HOUR) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
