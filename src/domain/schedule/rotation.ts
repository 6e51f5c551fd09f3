import { addMonths, DAY, resolve, type WallTime, wallTimeAt } from "./wall-time.ts";

/** Turns of equal length by the clock on the wall, counted from an anchor. */
export type Rotation = {
  readonly zone: string;
  /** The first turn's start. */
  readonly anchor: WallTime;
  readonly every: Every;
};

type Every = { readonly n: number; readonly unit: "hours" | "days" | "weeks" | "months" };

const HOUR = 3_600_000;
const HOURS_A_DAY = 24;
/** No month is shorter. */
const SHORTEST_MONTH = 28 * DAY;
/** No zone's clocks have ever jumped further. */
const LONGEST_JUMP = 26 * HOUR;

/**
 * The instant at which turn k starts, always counted from the anchor: counting on from the turn before
 * would keep a clock change or a short month for ever. Hours that divide the day keep to the wall clock.
 */
export function turnStart({ zone, anchor, every }: Rotation, k: number): number {
  const { n, unit } = every;
  switch (unit) {
    case "hours": {
      const hours = k * n * HOUR;
      const byTheWall = HOURS_A_DAY % n === 0;
      return byTheWall ? resolve(anchor + hours, zone) : resolve(anchor, zone) + hours;
    }
    case "days":
      return resolve(anchor + k * n * DAY, zone);
    case "weeks":
      return resolve(anchor + k * n * 7 * DAY, zone);
    case "months":
      return resolve(addMonths(anchor, k * n), zone);
  }
}

/**
 * The turn that runs at the instant: the last one that has started, or null before the anchor. Found by
 * walking down from beyond it, because the wall clock alone would go back to the previous turn in the
 * hour that happens twice.
 */
export function turnAt(rotation: Rotation, instant: number): number | null {
  const passed = wallTimeAt(instant, rotation.zone) - rotation.anchor;
  let k = Math.floor((passed + LONGEST_JUMP) / shortestTurn(rotation.every)) + 1;
  while (k >= 0 && turnStart(rotation, k) > instant) k -= 1;
  return k < 0 ? null : k;
}

function shortestTurn({ n, unit }: Every): number {
  switch (unit) {
    case "hours":
      return n * HOUR;
    case "days":
      return n * DAY;
    case "weeks":
      return n * 7 * DAY;
    case "months":
      return n * SHORTEST_MONTH;
  }
}
