import type { DateTime } from "luxon";
import type { Past, PastFollowUp } from "./past.ts";
import { type Spread, spreadOf } from "./quantile.ts";

/** How many of our repairs get done. */
export type Repairs = {
  /** Follow-ups that were made, done and dropped in the span. */
  readonly made: number;
  readonly done: number;
  readonly dropped: number;
  /** What fell due in the span, without what was dropped. */
  readonly due: number;
  /** Of these, what was done by its end, late or not. */
  readonly kept: number;
  /** What was open at its end, and of this what was overdue then, the oldest first. */
  readonly open: number;
  readonly overdue: readonly PastFollowUp[];
  /** From the day on which it was made until it was done, in days, of what was done in the span. */
  readonly days: Spread;
};

/** A postmortem is no repair; whether it is written is told apart. */
export function repairsOf(past: Past): Repairs {
  const repairs = past.followUps.filter(({ isPostmortem }) => !isPostmortem);
  const done = repairs.filter(({ state, endedAt }) => state === "done" && isIn(past, endedAt));
  const fellDue = repairs.filter(({ state, due }) => state !== "dropped" && isIn(past, due));
  return {
    made: repairs.filter(({ addedAt }) => isIn(past, addedAt)).length,
    done: done.length,
    dropped: repairs.filter(({ state, endedAt }) => state === "dropped" && isIn(past, endedAt))
      .length,
    due: fellDue.length,
    kept: fellDue.filter((one) => !isOpenAt(past, one)).length,
    open: repairs.filter((one) => isOpenAt(past, one)).length,
    overdue: overdueIn(past, repairs),
    days: spreadOf(
      done.flatMap(({ addedAt, endedAt }) =>
        addedAt === null || endedAt === null ? [] : [endedAt.diff(addedAt).as("days")],
      ),
    ),
  };
}

/** Postmortems that were to be written by the end of the span and were not. */
export function overduePostmortems(past: Past): readonly PastFollowUp[] {
  return overdueIn(
    past,
    past.followUps.filter(({ isPostmortem }) => isPostmortem),
  );
}

function overdueIn(past: Past, all: readonly PastFollowUp[]): readonly PastFollowUp[] {
  return all
    .filter((one) => one.due !== null && one.due < past.asOf && isOpenAt(past, one))
    .toSorted((one, other) => (one.due?.toMillis() ?? 0) - (other.due?.toMillis() ?? 0));
}

/** What was ended later was open then. */
function isOpenAt({ asOf }: Past, { state, addedAt, endedAt }: PastFollowUp): boolean {
  if (addedAt !== null && addedAt >= asOf) return false;
  return state === "open" || (endedAt !== null && endedAt >= asOf);
}

function isIn({ span }: Past, moment: DateTime | null): boolean {
  if (moment === null) return false;
  return span.start <= moment.toMillis() && moment.toMillis() < span.end;
}
