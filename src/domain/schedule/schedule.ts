import { DateTime } from "luxon";
import { z } from "zod";
import { IsoDuration, Slug } from "#domain/schema.ts";
import { DutyGroup, DutyNotices } from "./duty-notices.ts";
import { TimeZone, Windows } from "./hours.ts";
import type { Layer } from "./layer.ts";
import type { Override, Rota } from "./on-call.ts";
import { RollOut } from "./roll-out.ts";
import { parseWallTime } from "./wall-time.ts";

const LocalTime = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/,
    "write a local time like 2026-01-05T09:00, without Z or an offset",
  )
  .transform((text, context) => {
    if (isInCalendar(text)) return parseWallTime(text);
    const message = "give a day and a time that are in the calendar, from 2000 to 2099";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .meta({ title: "local time" });

const Every = z.strictObject({
  n: z.number().int().min(1).max(999).describe("How many of the unit one turn lasts."),
  unit: z
    .enum(["hours", "days", "weeks", "months"])
    .describe("Days, weeks and months go by the clock on the wall."),
});

const LayerFields = z.strictObject({
  timezone: TimeZone.optional().describe("When it is not the schedule's."),
  anchor: LocalTime.describe("When the first turn starts; turns change hands at this time of day."),
  every: Every.describe("How long a turn lasts."),
  members: z
    .array(Slug.nullable().meta({ title: "person" }))
    .min(1)
    .max(100)
    .describe("Who takes turns, in this order; `null` is a turn that nobody has."),
  startIndex: z
    .number()
    .int()
    .min(0)
    .max(99)
    .default(0)
    .describe(
      "Who has the first turn, counted from 0. An edit changes it only when it comes into force at once.",
    ),
  windows: Windows.optional().describe("On call only then; always, when left out."),
  advance: z
    .enum(["calendar", "on_shift"])
    .default("calendar")
    .describe("Whether every turn counts, or only turns in which a window opens."),
  from: LocalTime.optional().describe("Since when it holds; since its anchor, when left out."),
  until: LocalTime.optional().describe("Nobody of this layer from then on."),
});

const Coverage = z.strictObject({
  windows: Windows.optional().describe("When somebody must be on call; always, when left out."),
  minGap: IsoDuration.prefault("PT5M").describe("A shorter gap is none."),
  lookahead: IsoDuration.refine(
    (duration) => duration.as("days") <= 366,
    "look ahead for a year at most: P366D",
  )
    .prefault("P30D")
    .describe("How far ahead gaps are looked for."),
});

const Fallback = z.union([
  z.strictObject({ person: Slug.describe("The id of a person.") }),
  z.strictObject({ schedule: Slug.describe("Whoever is on call there.") }),
]);
export type Fallback = z.output<typeof Fallback>;

type Written = {
  readonly name: string;
  readonly team: string;
  readonly timezone: string;
  readonly layers: readonly Layer[];
  readonly coverage: z.output<typeof Coverage>;
  readonly fallback?: Fallback | undefined;
  readonly rollout: RollOut;
  readonly groups: readonly DutyGroup[];
  readonly notices: DutyNotices;
};

/** Who is on call by turns. */
export const Schedule = z
  .strictObject({
    name: z.string().min(1).max(80).describe("How the schedule is called on cards and lists."),
    team: Slug.describe("The team whose schedule it is."),
    timezone: TimeZone.describe("The zone of all its times, unless a layer has its own."),
    layers: z
      .array(LayerFields)
      .min(1)
      .max(20)
      .describe("The last one that has somebody at the time wins."),
    coverage: Coverage.prefault({}).describe("When somebody must be on call."),
    fallback: Fallback.optional().describe(
      "Who is paged instead when no level of a policy has anybody; the gaps stay gaps.",
    ),
    rollout: RollOut.default("after_current_shift").describe(
      "When an edit of a layer comes into force: when the turn under way ends and moving nobody, or at once and counted from its anchor.",
    ),
    groups: z
      .array(DutyGroup)
      .max(10)
      .default([])
      .describe("Slack user groups that follow it; one that several schedules name has them all."),
    notices: DutyNotices.prefault({}).describe("Who is told when it changes hands."),
  })
  .transform(({ timezone, layers, ...rest }): Written => ({
    ...rest,
    timezone,
    layers: layers.map(({ timezone: zone = timezone, until, ...version }) => {
      const end = until === undefined ? undefined : { time: until, zone };
      return { until: end, versions: [{ zone, ...version }] };
    }),
  }));
export type Schedule = z.output<typeof Schedule> & { readonly id: string };

/** The schedule with what people changed on top. */
export function rotaOf(schedule: Schedule, overrides: readonly Override[] = []): Rota {
  return { layers: schedule.layers, overrides, inactive: new Set() };
}

/** Everybody who has a turn at some time. */
export function membersOf({ layers }: Pick<Schedule, "layers">): readonly string[] {
  const members = layers.flatMap(({ versions }) => versions.flatMap((one) => one.members));
  return [...new Set(members.filter((member) => member !== null))];
}

function isInCalendar(text: string): boolean {
  try {
    return text.startsWith("20") && DateTime.fromISO(text, { zone: "utc" }).isValid;
  } catch {
    return false;
  }
}
