import type { Shift } from "./layer.ts";
import { changeIn, type ChangeKind, onCallAt, type Timeline } from "./on-call.ts";

/** Who has a schedule at a moment, and who has it after them. Null where the timeline does not reach. */
export type Duty = {
  readonly person: string | null;
  readonly since: number | null;
  readonly until: number | null;
  /** The next shift of somebody else. */
  readonly next: Shift | null;
  /** How the person came to have it, where not by turn. */
  readonly change?: ChangeKind;
};

export function dutyAt(timeline: Timeline, instant: number): Duty {
  const { span, shifts } = timeline;
  const now = onCallAt(timeline, instant);
  const next = shifts.find(({ start, person }) => start > instant && person !== now?.person);
  const change = changeIn(timeline, { start: instant, end: instant + 1 });
  return {
    person: now?.person ?? null,
    since: now === null || now.start === span.start ? null : now.start,
    until: now === null || now.end === span.end ? null : now.end,
    next: next ?? null,
    ...(change === null ? {} : { change }),
  };
}
