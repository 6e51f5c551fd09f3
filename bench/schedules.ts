/**
 * How fast schedules are worked out and asked: `npm run bench`.
 *
 * Method: ours and the peer take turns in this process, each for a fifth of a second a round; the figure is the median
 * of nine rounds, after one that does not count. A figure says little on another machine, so each is divided by a peer
 * of the same run: the plainest program that answers the same with luxon alone, and a loop that only reads what is
 * asked. That the peer answers the same is checked first.
 */
import { DateTime, Settings } from "luxon";
import { onCallAt, workOut } from "#domain/schedule/on-call.ts";
import { createRotas, peopleOnCall } from "#domain/schedule/rotas.ts";
import { rotaOf, Schedule } from "#domain/schedule/schedule.ts";

Settings.throwOnInvalid = true;

const ZONE = "Europe/Berlin";
const HOUR = 3_600_000;
const YEAR = { start: Date.parse("2026-01-01T00:00Z"), end: Date.parse("2027-01-01T00:00Z") };
const ROUNDS = 9;
const ROUND_MS = 200;

const WEEKLY = ["ann", "ben", "cleo"];
const OFFICE = ["dan", "eve", "fay", "gus"];
const WEEKEND = ["hal", "ida"];
const daily = { anchor: "2025-01-06T09:00", every: { n: 1, unit: "days" } };
const schedule = {
  id: "primary",
  ...Schedule.parse({
    name: "Primary",
    team: "shop",
    timezone: ZONE,
    layers: [
      { anchor: "2025-01-06T09:00", every: { n: 1, unit: "weeks" }, members: WEEKLY },
      {
        ...daily,
        members: OFFICE,
        windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
      },
      { ...daily, members: WEEKEND, windows: [{ days: [6, 7], from: "10:00", to: "22:00" }] },
    ],
  }),
};

const anchor = DateTime.fromISO("2025-01-06T09:00", { zone: ZONE });

/** Who is on call at an instant, as one would write it at first. */
function plainly(instant: number): string {
  const at = DateTime.fromMillis(instant, { zone: ZONE });
  const day = Math.floor(at.diff(anchor, "days").days);
  const isWeekend = at.weekday >= 6;
  if (isWeekend && at.hour >= 10 && at.hour < 22) return pick(WEEKEND, day);
  if (!isWeekend && at.hour >= 9 && at.hour < 17) return pick(OFFICE, day);
  return pick(WEEKLY, Math.floor(at.diff(anchor, "weeks").weeks));
}

function pick(people: readonly string[], turn: number): string {
  return people[turn % people.length] ?? "";
}

/** The year by asking every hour, which is all that these layers need. */
function walkPlainly(): number {
  let shifts = 0;
  let before = "";
  for (let at = YEAR.start; at < YEAR.end; at += HOUR) {
    const person = plainly(at);
    if (person !== before) shifts += 1;
    before = person;
  }
  return shifts;
}

/** Milliseconds for one run of each, the median of rounds in which they take turns. */
function compare(...tasks: readonly (() => number)[]): readonly number[] {
  const rounds = tasks.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, task] of tasks.entries()) {
      const spent = spend(task);
      if (round > 0) rounds[index]?.push(spent);
    }
  }
  return rounds.map((spent) => spent.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
}

/** What the tasks answer is added up, so that no work can be left out as useless. */
let kept = 0;

function spend(task: () => number): number {
  const start = performance.now();
  let runs = 0;
  do {
    kept += task();
    runs += 1;
  } while (performance.now() - start < ROUND_MS);
  return (performance.now() - start) / runs;
}

function tell(
  what: string,
  [ours = 0, ...peers]: readonly number[],
  names: readonly string[],
): void {
  const ratios = peers.map((peer, index) => {
    const [many, word] = peer > ours ? [peer / ours, "faster"] : [ours / peer, "slower"];
    return `${many.toFixed(1)} times ${word} than ${names[index]} (${inWords(peer)})`;
  });
  process.stdout.write(`${what}: ${inWords(ours)}; ${ratios.join("; ")}\n`);
}

function inWords(ms: number): string {
  if (ms >= 1) return `${ms.toFixed(1)} ms`;
  return ms >= 0.001 ? `${(ms * 1000).toFixed(1)} µs` : `${(ms * 1_000_000).toFixed(0)} ns`;
}

const begun = performance.now();
const timeline = workOut(rotaOf(schedule), YEAR);
const first = performance.now() - begun;
for (let at = YEAR.start; at < YEAR.end; at += HOUR) {
  const [ours, theirs] = [onCallAt(timeline, at)?.person, plainly(at)];
  if (ours !== theirs) throw new Error(`at ${new Date(at).toISOString()}: ${ours}, not ${theirs}`);
}

// A fixed sequence that looks like chance, the same in each run.
const instants = Array.from({ length: 1000 }, (_, index) => {
  return YEAR.start + ((index * 2_654_435_761) % 8760) * HOUR + (index % 60) * 60_000;
});
const rotas = createRotas(new Map([[schedule.id, schedule]]));

function askOurs(): number {
  return instants.reduce(
    (sum, at) => sum + (peopleOnCall(rotas, "primary", "current", at)[0]?.length ?? 0),
    0,
  );
}
function askPlainly(): number {
  return instants.reduce((sum, at) => sum + plainly(at).length, 0);
}
function onlyRead(): number {
  return instants.reduce((sum, at) => sum + at, 0);
}

process.stdout.write(
  `A year of three layers has ${timeline.shifts.length} shifts; worked out for the first time in this process: ${inWords(first)}\n`,
);
tell(
  "A year of three layers",
  compare(() => workOut(rotaOf(schedule), YEAR).shifts.length, walkPlainly),
  ["asking luxon every hour"],
);
tell(
  "Who is on call, once prepared",
  compare(askOurs, askPlainly, onlyRead).map((ms) => ms / instants.length),
  ["asking luxon", "only reading the question"],
);
if (kept === 0) throw new Error("nothing was measured");
