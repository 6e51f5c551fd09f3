import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "#store/database/database.ts";
import type { DemoClock } from "./demo-clock.ts";
import { pushClockWhenIdle } from "./pushed-clock.ts";

/** Lets time pass quickly, in steps in which everything happens that would have happened meanwhile. */
export type FastForward = {
  /** Not while time is flying already. */
  readonly by: (milliseconds: number) => Promise<void>;
  /** Milliseconds that are still to pass. */
  readonly left: () => number;
  readonly stop: () => Promise<void>;
};

type Parts = {
  readonly database: Database;
  readonly clock: DemoClock;
  /** What goes on outside of Muster as time passes. */
  readonly beat: () => Promise<void>;
};

/** Less than the heartbeat may be missing. */
const STEP_MS = 10_000;
const LOOK_EVERY_MS = 50;
/** A storm keeps Muster busy for a while. */
const PATIENCE_MS = 60_000;

export function createFastForward(parts: Parts): FastForward {
  let left = 0;
  let passing = Promise.resolve();
  async function pass(): Promise<void> {
    try {
      await settle(parts);
      while (left > 0) {
        const step = Math.min(STEP_MS, left);
        await push(parts, step);
        left = Math.max(0, left - step);
        await settle(parts);
      }
    } finally {
      left = 0;
    }
  }
  return {
    left: () => left,
    by: async (milliseconds) => {
      left = milliseconds;
      passing = pass();
      await passing;
    },
    stop: async () => {
      left = 0;
      await passing.catch(() => undefined);
    },
  };
}

async function push({ database, clock }: Parts, milliseconds: number): Promise<void> {
  await until(() => pushClockWhenIdle(database, milliseconds / 1000));
  clock.push(milliseconds);
}

/** The heartbeat first: nothing may find it missing only because time flies. */
async function settle({ database, beat }: Parts): Promise<void> {
  await beat();
  await until(async () => !(await isBusy(database)));
}

async function until(look: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await look())) {
    if (performance.now() > end) {
      throw new Error("Muster is too busy for time to pass quickly; try again in a moment.");
    }
    await wait(LOOK_EVERY_MS);
  }
}

/** Something was taken in and not read yet, or is being done, or is due. */
async function isBusy({ kysely }: Database): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from delivery where processed_at is null)
      or exists (select from lane where lease_until is not null or ready_at <= muster_now())
      as busy`.execute(kysely);
  return rows[0]?.busy ?? false;
}
