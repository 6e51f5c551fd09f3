import { readFileSync } from "node:fs";
import { DateTime, Settings } from "luxon";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { LayerVersion } from "#domain/schedule/layer.ts";
import { gaps, onCallAt, type Rota, workOut } from "#domain/schedule/on-call.ts";
import { parseWallTime } from "#domain/schedule/wall-time.ts";

const Window = z
  .object({ days: z.array(z.number()), from: z.string(), to: z.string() })
  .transform(({ days, from, to }) => ({ days, from: sinceMidnight(from), to: sinceMidnight(to) }));

const WallTime = z.string().transform(parseWallTime);
const Instant = z.string().transform((text) => DateTime.fromISO(text).toMillis());

const Version = z
  .object({
    from: WallTime.optional(),
    anchor: WallTime,
    every: z.object({ n: z.number(), unit: z.enum(["hours", "days", "weeks", "months"]) }),
    members: z.array(z.string().nullable()),
    startIndex: z.number().default(0),
    windows: z.array(Window).optional(),
    advance: z.enum(["calendar", "on_shift"]).default("calendar"),
  })
  .transform((version): Omit<LayerVersion, "zone"> => version);

const Override = z.object({
  id: z.string(),
  start: Instant,
  end: Instant,
  user: z.string().nullable(),
  replaces: z.string().optional(),
  created: z.number(),
});

const Vector = z.object({
  id: z.string(),
  note: z.string(),
  schedule: z.object({
    tz: z.string(),
    layers: z.array(
      z.object({
        tz: z.string().optional(),
        versions: z.array(Version),
        until: WallTime.optional(),
      }),
    ),
    overrides: z.array(Override).default([]),
    inactive: z.array(z.string()).default([]),
  }),
  at: z.array(z.tuple([Instant, z.string().nullable()])).default([]),
  shifts: z
    .object({
      from: Instant,
      to: Instant,
      expect: z.array(z.tuple([Instant, Instant, z.string()])),
    })
    .optional(),
  gaps: z
    .object({ from: Instant, to: Instant, expect: z.array(z.tuple([Instant, Instant])) })
    .optional(),
});
type Vector = z.output<typeof Vector>;

/** Ours, or the file that SCHEDULE_VECTORS names. */
const FILE = process.env["SCHEDULE_VECTORS"] ?? "test/fixtures/schedule-vectors.json";
const DAY = 86_400_000;

const { vectors } = z
  .object({ vectors: z.array(Vector).min(1) })
  .parse(JSON.parse(readFileSync(FILE, "utf8")));

// Neither where the program runs nor when may make a difference.
describe.each([
  { runsIn: "UTC", at: "2026-01-15T12:00:00Z" },
  { runsIn: "America/New_York", at: "2026-07-15T12:00:00Z" },
  { runsIn: "Pacific/Auckland", at: "2026-01-15T12:00:00Z" },
])("a schedule, worked out in $runsIn on $at", ({ runsIn, at }) => {
  beforeAll(() => {
    vi.stubEnv("TZ", runsIn);
    Settings.now = () => Date.parse(at);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    Settings.now = () => Date.now();
  });

  it.each(vectors)("puts the right person on call: $id, $note", (vector) => {
    const schedule = scheduleOf(vector);
    expect(vector.at.map(([instant]) => [instant, personAt(schedule, instant)])).toEqual(vector.at);
  });

  it.each(vectors.filter(({ shifts }) => shifts !== undefined))(
    "lists the shifts: $id, $note",
    ({ shifts, ...vector }) => {
      expect(shiftsIn(scheduleOf(vector), shifts)).toEqual(shifts?.expect);
    },
  );

  it.each(vectors.filter(({ gaps: wanted }) => wanted !== undefined))(
    "finds the gaps: $id, $note",
    ({ gaps: wanted, ...vector }) => {
      expect(gapsIn(scheduleOf(vector), wanted)).toEqual(wanted?.expect);
    },
  );
});

function personAt(schedule: Rota, instant: number): string | null {
  const near = { start: instant - DAY, end: instant + DAY };
  return onCallAt(workOut(schedule, near), instant)?.person ?? null;
}

type Range = { readonly from: number; readonly to: number };

const NO_RANGE: Range = { from: 0, to: 0 };

function shiftsIn(schedule: Rota, { from, to }: Range = NO_RANGE): readonly unknown[] {
  const { shifts } = workOut(schedule, { start: from, end: to });
  return shifts.map(({ start, end, person }) => [start, end, person]);
}

function gapsIn(schedule: Rota, { from, to }: Range = NO_RANGE): readonly unknown[] {
  const timeline = workOut(schedule, { start: from, end: to });
  return gaps(timeline, "UTC", { minGap: 0 }).map(({ start, end }) => [start, end]);
}

function scheduleOf({ schedule }: Pick<Vector, "schedule">): Rota {
  const { tz: zone } = schedule;
  return {
    layers: schedule.layers.map(({ tz = zone, versions, until }) => ({
      versions: versions.map((version) => ({ zone: tz, ...version })),
      until: until === undefined ? undefined : { time: until, zone: tz },
    })),
    overrides: schedule.overrides.map(({ user: person, created: createdAt, ...rest }) => {
      return { person, createdAt, ...rest };
    }),
    inactive: new Set(schedule.inactive),
  };
}

function sinceMidnight(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}
