import type { Engine } from "#engine/engine.ts";
import { type EventLoopWatch, watchEventLoop } from "#telemetry/event-loop.ts";

/** Counts and tells of each standstill of this process. */
export function watchStalls({
  metrics,
  impairments,
}: Pick<Engine, "metrics" | "impairments">): EventLoopWatch {
  return watchEventLoop({
    onStall: (seconds) => {
      metrics.stallSeconds.inc(seconds);
      impairments.set("event-loop", {
        words: `The program stood still for ${Math.round(seconds)} seconds`,
        consequence: "Pages, alerts and presses waited meanwhile",
        fix: "Give it more of a processor; if it has enough, its log of that moment says what it did",
        severity: "degraded",
      });
    },
    onWell: () => impairments.set("event-loop", null),
  });
}
