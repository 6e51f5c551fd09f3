import { DateTime } from "luxon";

/** Turns of days or weeks, and the hours in which they count; the last layer that applies has the shift. */
export type PlainLayer = {
  readonly members: readonly string[];
  readonly unit: "days" | "weeks";
  /** In which hours of which weekdays; always when left out. */
  readonly hours?: {
    readonly days: readonly number[];
    readonly from: number;
    readonly to: number;
  };
};

export type PlainSchedule = {
  readonly zone: string;
  /** When the first turn begins, by the clock of the zone. */
  readonly anchor: string;
  readonly layers: readonly PlainLayer[];
};

const HOUR = 3_600_000;

/** Who is on call at an instant, as one would write it at first. */
export function plainlyOnCall({ zone, anchor, layers }: PlainSchedule, instant: number): string {
  const at = DateTime.fromMillis(instant, { zone });
  const layer = layers.findLast(({ hours }) => hours === undefined || isWithin(at, hours));
  if (layer === undefined) return "";
  const { members, unit } = layer;
  const turn = Math.floor(at.diff(DateTime.fromISO(anchor, { zone }), unit).as(unit));
  return members[turn % members.length] ?? "";
}

/** How many shifts there are, by asking every hour, which is all that whole hours need. */
export function plainlyCounted(
  schedule: PlainSchedule,
  { start, end }: { readonly start: number; readonly end: number },
): number {
  let shifts = 0;
  let before = "";
  for (let at = start; at < end; at += HOUR) {
    const person = plainlyOnCall(schedule, at);
    if (person !== before) shifts += 1;
    before = person;
  }
  return shifts;
}

function isWithin(
  { weekday, hour }: DateTime,
  { days, from, to }: NonNullable<PlainLayer["hours"]>,
): boolean {
  return days.includes(weekday) && hour >= from && hour < to;
}
