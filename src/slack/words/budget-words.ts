import type { DateTime } from "luxon";
import {
  burnWords,
  lengthWords,
  type LiveBudget,
  remainingWords,
} from "#domain/objective/live-budget.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { span } from "./incident-words.ts";
import { outside } from "./mrkdwn.ts";

const CELLS = 10;
const NAME_LENGTH = 120;
const REASON_LENGTH = 200;
/** Older numbers are told with their age. */
const FRESH = { minutes: 3 };

/** What is read of a budget, and when. */
export type ReadBudget = {
  readonly live: LiveBudget;
  readonly readAt: DateTime | null;
  readonly error: string | null;
  readonly frozenSince: DateTime | null;
};

/** checkout requests 99.9 %/30d */
export function promiseWords({
  objective,
  window,
}: Pick<LiveBudget, "objective" | "window">): string {
  const { service, name, target } = objective;
  return outside(`${service} ${name} ${target} %/${window}`, NAME_LENGTH);
}

/** The same beside the service. */
export function shortPromise({
  objective,
  window,
}: Pick<LiveBudget, "objective" | "window">): string {
  return outside(`${objective.name} ${objective.target} %/${window}`, NAME_LENGTH);
}

/** What programs ask for it by. */
export function pathOf({ id }: Pick<Objective, "id">): string {
  return `/slos/${encodeURIComponent(id.toWellFormed())}`;
}

/** What people type for it. */
export function idWords({ id }: Pick<Objective, "id">): string {
  return outside(id, NAME_LENGTH).replaceAll("`", "'");
}

/** What is left, as a row of cells: at a glance, beside the number. */
export function bar(remaining: number | null): string {
  if (remaining === null) return `\`${"?".repeat(CELLS)}\``;
  const full = Math.min(CELLS, Math.max(0, Math.round(remaining * CELLS)));
  return `\`${"█".repeat(full)}${"░".repeat(CELLS - full)}\``;
}

/** How it stands: what is left, how fast it burns, how long that lasts, whether changes rest, and how old that is. */
export function standingWords(budget: ReadBudget, now: DateTime): string {
  const { live, readAt, error, frozenSince } = budget;
  if (readAt === null)
    return `not known${error === null ? " yet" : ` (${outside(error, REASON_LENGTH)})`}`;
  const gone =
    live.untilGone === null ? [] : [`gone in ${lengthWords(live.untilGone)} at this rate`];
  const rests = frozenSince === null ? [] : ["*changes rest*"];
  return `${[remainingWords(live), burnWords(live), ...gone, ...rests].join(", ")}${ageWords(budget, now)}`;
}

/** Nothing while the numbers are new. */
export function ageWords(
  { readAt, error }: Pick<ReadBudget, "readAt" | "error">,
  now: DateTime,
): string {
  if (readAt === null || readAt.plus(FRESH) > now) return "";
  const why = error === null ? "" : `; ${outside(error, REASON_LENGTH)}`;
  return ` (${span(readAt, now)} ago${why})`;
}
