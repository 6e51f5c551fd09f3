import { withoutPast } from "./layer.ts";
import { onCallAt, type Override, type Timeline, workOut } from "./on-call.ts";
import { membersOf, rotaOf, type Schedule } from "./schedule.ts";
import { DAY } from "./wall-time.ts";

/** All schedules at any time. What has been worked out is remembered, so ask one again and again. */
export type Rotas = {
  /** The weeks around the instant, at least a block to either side; null for a schedule that is not there. */
  readonly around: (schedule: string, instant: number) => Timeline | null;
  /** The schedules as they are in force. */
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** What people changed on top of the turns, by schedule. */
  readonly overrides: ReadonlyMap<string, readonly Override[]>;
  /** Everybody who takes turns at the instant or later. */
  readonly members: (schedule: string, instant: number) => readonly string[];
};

/** Who of a schedule is meant: who has it now, who has it after them, or everybody who takes turns. */
export type Who = "current" | "next" | "all";

const BLOCK = 64 * DAY;
const MOST_BLOCKS = 17;

export function createRotas(
  schedules: ReadonlyMap<string, Schedule>,
  overrides: ReadonlyMap<string, readonly Override[]> = new Map(),
): Rotas {
  const known = new Map<string, Timeline>();

  function around(id: string, instant: number): Timeline | null {
    const schedule = schedules.get(id);
    if (schedule === undefined) return null;
    const block = Math.floor(instant / BLOCK);
    const key = `${id} ${block}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const span = { start: (block - 1) * BLOCK, end: (block + 2) * BLOCK };
    const timeline = workOut(rotaOf(schedule, overrides.get(id)), span);
    known.set(key, timeline);
    return timeline;
  }

  function members(id: string, instant: number): readonly string[] {
    const layers = schedules.get(id)?.layers ?? [];
    return membersOf({ layers: layers.map((layer) => withoutPast(layer, instant)) });
  }

  return { around, members, schedules, overrides };
}

/** The ids of the people meant at that instant; nobody when the schedule has nobody then. */
export function peopleOnCall(
  rotas: Rotas,
  schedule: string,
  who: Who,
  instant: number,
): readonly string[] {
  const timeline = rotas.around(schedule, instant);
  if (timeline === null) return [];
  switch (who) {
    case "current":
      return listed(onCallAt(timeline, instant)?.person);
    case "next":
      return listed(nextPerson(rotas, schedule, instant));
    case "all":
      return rotas.members(schedule, instant);
  }
}

/** Turns may last for months, so it is looked for as far ahead as it takes, up to three years. */
function nextPerson(rotas: Rotas, schedule: string, instant: number): string | undefined {
  const here = rotas.around(schedule, instant);
  const now = here === null ? undefined : onCallAt(here, instant)?.person;
  for (let blocks = 0; blocks < MOST_BLOCKS; blocks += 1) {
    const shifts = rotas.around(schedule, instant + blocks * BLOCK)?.shifts ?? [];
    const next = shifts.find(({ start, person }) => start > instant && person !== now);
    if (next !== undefined) return next.person;
  }
  return undefined;
}

function listed(person: string | undefined): readonly string[] {
  return person === undefined ? [] : [person];
}
