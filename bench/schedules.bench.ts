import { Settings } from "luxon";
import { onCallAt, workOut } from "#domain/schedule/on-call.ts";
import { createRotas, peopleOnCall } from "#domain/schedule/rotas.ts";
import { rotaOf, Schedule } from "#domain/schedule/schedule.ts";
import { benchmark } from "./support/benchmark.ts";
import { plainlyCounted, plainlyOnCall, type PlainSchedule } from "./support/plain-schedule.ts";
import { takeTurns } from "./support/rounds.ts";

Settings.throwOnInvalid = true;

const ROUNDS = 11;
/** What is done in less is done again and again for so long. */
const ROUND_MS = 200;
const HOUR = 3_600_000;
const YEAR = { start: Date.parse("2026-01-01T00:00Z"), end: Date.parse("2027-01-01T00:00Z") };
/** A fixed sequence that looks like chance, the same in each run. */
const INSTANTS = Array.from({ length: 1000 }, (_, index) => {
  return YEAR.start + ((index * 2_654_435_761) % 8760) * HOUR + (index % 60) * 60_000;
});

const COMPANY = 300;
/** The plain program works out so many of them in a round: all would take minutes. */
const PLAINLY_DONE = 2;
const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney"];
const NOW = Date.parse("2026-11-20T12:00Z");

const ANCHOR = "2025-01-06T09:00";
const PLAIN = planOf("", "Europe/Berlin");
const SCHEDULE = scheduleOf("primary", PLAIN);

benchmark(
  "Schedules",
  `In this process, each side for at least ${ROUND_MS} ms a round, with code that has run before. A schedule has three layers: three people by the week, four in office hours, two at weekends. Beside Muster, in turns: the plainest program that answers the same, which asks luxon, for a year hour by hour; that both answer the same in each hour of the year is checked first. The company has ${COMPANY} such schedules in ${ZONES.length} zones, worked out for the 192 days that Muster prepares around a moment; the plain program works out ${PLAINLY_DONE} of them, and its time is multiplied. The goals are 50 ms, 20 µs and 1 s on a machine where the plain program takes 1.3 s for a year and 1.9 ms for an answer, as ratios.`,
  async (report) => {
    checkSame();
    const [ours = [], theirs = []] = await takeTurns(
      ROUNDS,
      () => spend(() => workOut(rotaOf(SCHEDULE), YEAR).shifts.length),
      () => spend(() => plainlyCounted(PLAIN, YEAR)),
    );
    await report({
      what: "a year of three layers",
      unit: "ms",
      runs: ours,
      against: [
        {
          name: "asking luxon every hour",
          runs: theirs,
          goal: { kind: "at most", ratio: 0.038 },
        },
      ],
    });

    const rotas = createRotas(new Map([[SCHEDULE.id, SCHEDULE]]));
    const [answers = [], plain = [], read = []] = await takeTurns(
      ROUNDS,
      () => spendEach((at) => peopleOnCall(rotas, "primary", "current", at)[0]?.length ?? 0),
      () => spendEach((at) => plainlyOnCall(PLAIN, at).length),
      () => spendEach((at) => at),
    );
    await report({
      what: "who is on call, once prepared",
      unit: "ms",
      runs: answers,
      against: [
        { name: "asking luxon", runs: plain, goal: { kind: "at most", ratio: 0.01 } },
        { name: "only reading the question", runs: read },
      ],
    });

    const [company = [], plainCompany = []] = await takeTurns(
      ROUNDS,
      () => spend(workOutCompany),
      () => spend(workOutSomePlainly) * (COMPANY / PLAINLY_DONE),
    );
    await report({
      what: `a company of ${COMPANY} schedules`,
      unit: "ms",
      runs: company,
      against: [
        {
          name: "asking luxon every hour",
          runs: plainCompany,
          goal: { kind: "at most", ratio: 0.005 },
        },
      ],
    });
  },
);

function planOf(suffix: string, zone: string): PlainSchedule {
  function named(...names: readonly string[]): readonly string[] {
    return names.map((name) => `${name}${suffix}`);
  }
  return {
    zone,
    anchor: ANCHOR,
    layers: [
      { members: named("ann", "ben", "cleo"), unit: "weeks" },
      {
        members: named("dan", "eve", "fay", "gus"),
        unit: "days",
        hours: { days: [1, 2, 3, 4, 5], from: 9, to: 17 },
      },
      {
        members: named("hal", "ida"),
        unit: "days",
        hours: { days: [6, 7], from: 10, to: 22 },
      },
    ],
  };
}

/** The same as muster.yaml has it. */
function scheduleOf(id: string, { zone, anchor, layers }: PlainSchedule) {
  return {
    id,
    ...Schedule.parse({
      name: id,
      team: "shop",
      timezone: zone,
      layers: layers.map(({ members, unit, hours }) => ({
        anchor,
        every: { n: 1, unit },
        members,
        ...(hours && {
          windows: [{ days: hours.days, from: clock(hours.from), to: clock(hours.to) }],
        }),
      })),
    }),
  };
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

function checkSame(): void {
  const timeline = workOut(rotaOf(SCHEDULE), YEAR);
  for (let at = YEAR.start; at < YEAR.end; at += HOUR) {
    const [ours, theirs] = [onCallAt(timeline, at)?.person, plainlyOnCall(PLAIN, at)];
    if (ours !== theirs) {
      throw new Error(`at ${new Date(at).toISOString()}: ${ours}, not ${theirs}`);
    }
  }
}

const PLANS = Array.from({ length: COMPANY }, (_, index) =>
  planOf(String(index), ZONES[index % ZONES.length] ?? "UTC"),
);
const SCHEDULES = new Map(
  PLANS.map((plan, index) => [`team${index}`, scheduleOf(`team${index}`, plan)]),
);

/** As after a restart: nothing is known of any of them. */
function workOutCompany(): number {
  const rotas = createRotas(SCHEDULES);
  return SCHEDULES.keys().reduce((sum, id) => sum + (rotas.around(id, NOW)?.shifts.length ?? 0), 0);
}

function workOutSomePlainly(): number {
  const span = { start: NOW - 96 * 24 * HOUR, end: NOW + 96 * 24 * HOUR };
  return PLANS.slice(0, PLAINLY_DONE).reduce((sum, plan) => sum + plainlyCounted(plan, span), 0);
}

/** What the tasks answer is added up, so that no work can be left out as useless. */
let kept = 0;

/** Milliseconds for one run. */
function spend(task: () => number): number {
  const start = performance.now();
  let runs = 0;
  do {
    kept += task();
    runs += 1;
  } while (performance.now() - start < ROUND_MS);
  if (kept === 0) throw new Error("nothing was measured");
  return (performance.now() - start) / runs;
}

/** Milliseconds for one answer. */
function spendEach(ask: (instant: number) => number): number {
  return spend(() => INSTANTS.reduce((sum, at) => sum + ask(at), 0)) / INSTANTS.length;
}
