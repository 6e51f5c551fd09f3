import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Layer, LayerVersion } from "#domain/schedule/layer.ts";
import { gaps, onCallAt, type Override, type Rota, workOut } from "#domain/schedule/on-call.ts";
import { overlap, type Span } from "#domain/schedule/span.ts";
import { parseWallTime, resolve } from "#domain/schedule/wall-time.ts";
import { runs } from "#test/support/property-runs.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Around the clock changes of spring and autumn, on both sides of the equator. */
const SPANS: readonly Span[] = [
  { start: Date.parse("2026-03-05T00:00:00Z"), end: Date.parse("2026-04-10T00:00:00Z") },
  { start: Date.parse("2026-10-01T00:00:00Z"), end: Date.parse("2026-11-05T00:00:00Z") },
];
const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"];
const PEOPLE = ["ann", "ben", "cleo", "dan"];

const zone = fc.constantFrom(...ZONES);
const wallTime = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 47 }))
  .map(([day, half]) => parseWallTime("2025-10-01T00:00") + day * DAY + (half * HOUR) / 2);
const minuteOfDay = fc.integer({ min: 0, max: 1439 }).map((minute) => minute * 60_000);
const window = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: minuteOfDay,
  to: minuteOfDay,
});
const version: fc.Arbitrary<LayerVersion> = fc.record(
  {
    zone,
    anchor: wallTime,
    every: fc.record({
      n: fc.integer({ min: 1, max: 13 }),
      unit: fc.constantFrom("hours", "days", "weeks", "months"),
    }),
    members: fc.array(fc.constantFrom(...PEOPLE, null), { minLength: 1, maxLength: 4 }),
    startIndex: fc.integer({ min: 0, max: 3 }),
    windows: fc.array(window, { minLength: 1, maxLength: 2 }),
    advance: fc.constantFrom("calendar", "on_shift"),
  },
  { requiredKeys: ["zone", "anchor", "every", "members", "startIndex", "advance"] },
);
const layer: fc.Arbitrary<Layer> = fc.record(
  { versions: version.map((only) => [only]), until: fc.record({ time: wallTime, zone }) },
  { requiredKeys: ["versions"] },
);
const within = fc.constantFrom(...SPANS);

function overridesIn(span: Span): fc.Arbitrary<readonly Override[]> {
  const one = fc
    .record(
      {
        start: fc.integer({ min: span.start, max: span.end }),
        hours: fc.integer({ min: 1, max: 100 }),
        person: fc.constantFrom(...PEOPLE, null),
        replaces: fc.constantFrom(...PEOPLE),
        createdAt: fc.integer({ min: 0, max: 3 }),
      },
      { requiredKeys: ["start", "hours", "person", "createdAt"] },
    )
    .map(({ hours, ...rest }) => ({ ...rest, end: rest.start + hours * HOUR }));
  return fc
    .array(one, { maxLength: 4 })
    .map((some) => some.map((override, index) => ({ ...override, id: String(index) })));
}

const situation = within.chain((span) =>
  fc.record({
    span: fc.constant(span),
    schedule: fc.record({
      layers: fc.array(layer, { minLength: 1, maxLength: 3 }),
      overrides: overridesIn(span),
      inactive: fc.subarray(PEOPLE, { maxLength: 1 }).map((gone) => new Set(gone)),
    }),
  }),
);

describe("any schedule", () => {
  it("has shifts in order, without overlap, and as long as they can be", { tags: ["F29"] }, () => {
    fc.assert(
      fc.property(situation, ({ schedule, span }) => {
        const { shifts } = workOut(schedule, span);
        for (const [index, shift] of shifts.entries()) {
          const next = shifts[index + 1];
          expect(shift.start).toBeLessThan(shift.end);
          expect(shift.end).toBeLessThanOrEqual(next?.start ?? span.end);
          expect(next?.start === shift.end && next.person === shift.person).toBe(false);
        }
      }),
      runs(100),
    );
  });

  it("puts the same person on call however much of it is worked out", () => {
    fc.assert(
      fc.property(situation, ({ schedule, span }) => {
        const timeline = workOut(schedule, span);
        for (const instant of momentsOf(schedule, span)) {
          const alone = workOut(schedule, { start: instant, end: instant + 1 });
          expect(onCallAt(timeline, instant)?.person).toBe(onCallAt(alone, instant)?.person);
        }
      }),
      runs(30),
    );
  });

  it("has a gap exactly where it has no shift", { tags: ["F29"] }, () => {
    fc.assert(
      fc.property(situation, ({ schedule, span }) => {
        const timeline = workOut(schedule, span);
        const all = [...timeline.shifts, ...gaps(timeline, "UTC", { minGap: 0 })];
        const ordered = all.toSorted((one, other) => one.start - other.start);
        expect(ordered.at(0)?.start).toBe(span.start);
        expect(ordered.at(-1)?.end).toBe(span.end);
        for (const [index, { end }] of ordered.slice(0, -1).entries()) {
          expect(end).toBe(ordered[index + 1]?.start);
        }
      }),
      runs(100),
    );
  });

  it("keeps its past when a layer gets another version", () => {
    fc.assert(
      fc.property(situation, version, wallTime, ({ schedule, span }, newest, from) => {
        const [first, ...rest] = schedule.layers;
        if (first === undefined) return;
        const changed = { ...first, versions: [...first.versions, { ...newest, from }] };
        const past = overlap(span, { start: 0, end: resolve(from, newest.zone) });
        fc.pre(past !== null);
        const before = workOut(schedule, past ?? span);
        expect(workOut({ ...schedule, layers: [changed, ...rest] }, past ?? span)).toEqual(before);
      }),
      runs(100),
    );
  });
});

/** Each boundary, the last millisecond before it, and the middle of everything between. */
function momentsOf(schedule: Rota, span: Span): readonly number[] {
  const { shifts } = workOut(schedule, span);
  const edges = [span.start, ...shifts.flatMap(({ start, end }) => [start, end])];
  const near = edges.flatMap((edge, index) => {
    const next = edges[index + 1] ?? span.end;
    return [edge - 1, edge, Math.floor((edge + next) / 2)];
  });
  return near.filter((moment) => moment >= span.start && moment < span.end).slice(0, 30);
}
