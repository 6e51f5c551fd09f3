import type { Trouble } from "#domain/impairment.ts";
import type { Backlog } from "#store/job/lane-watch.ts";
import { TIMER_LANES } from "./timers.ts";

const LATE_SECONDS = 60;

/** What is wrong with what should have happened by now; null when nothing is. */
export function lateTimers(backlog: readonly Backlog[]): Trouble | null {
  const classes: readonly string[] = TIMER_LANES;
  const late = backlog.filter((one) => {
    return classes.includes(one.class) && one.oldestSeconds > LATE_SECONDS;
  });
  if (late.length === 0) return null;
  const minutes = Math.round(Math.max(...late.map(({ oldestSeconds }) => oldestSeconds)) / 60);
  return {
    words: `What should have happened by itself is late by ${Math.max(1, minutes)} min`,
    consequence: "Escalations, reminders and hand-overs come late.",
    fix: "Look at the log, and whether machine and database are overloaded",
    severity: "pages-at-risk",
  };
}
