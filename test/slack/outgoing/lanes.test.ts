import { expect, test } from "vitest";
import { REACH_LANES } from "#engine/reach.ts";
import { TIMER_LANES } from "#engine/timer/timers.ts";
import { PAGE_LANES, RING_LANES, SHOW_LANES } from "#slack/outgoing/handlers.ts";

test("each lane has workers of one sort, which know its jobs", () => {
  const lanes = [...TIMER_LANES, ...REACH_LANES, ...PAGE_LANES, ...RING_LANES, ...SHOW_LANES];
  const shared = lanes.filter((lane, place) => lanes.indexOf(lane) !== place);
  expect(shared).toEqual([]);
});
