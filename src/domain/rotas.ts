import { dutyAt } from "./duty.ts";
import { onCallAt, type Override, type Timeline, workOut } from "./on-call.ts";
import { membersOf, rotaOf, type Schedule } from "./schedule.ts";
import { DAY } from "./wall-time.ts";

/** All schedules at any time. What has been worked out is remembered, so ask one again and again. */
export type Rotas = {
  /** The weeks around the instant, at least a block to either side; null for a schedule that is not there. */
  readonly around: (schedule: string, instant: number) => Timeline | null;
  /** The schedules as they are in force. */
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** Everybody with a turn at some time. */
  readonly members: (schedule: string) => readonly string[];
};

/** Who of a schedule is meant: who has it now, who has it after them, or everybody who takes turns. */
export type Who = "current" | "next" | "all";

const BLOCK = 64 * DAY;

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

  function members(id: string): readonly string[] {
    const schedule = schedules.get(id);
    return schedule === undefined ? [] : membersOf(schedule);
  }

  return { around, members, schedules };
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
      return listed(dutyAt(timeline, instant).next?.person);
    case "all":
      return rotas.members(schedule);
  }
}

function listed(person: string | undefined): readonly string[] {
  return person === undefined ? [] : [person];
}
