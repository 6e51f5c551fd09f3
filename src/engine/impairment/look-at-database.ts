import { setTimeout as wait } from "node:timers/promises";
import { DateTime } from "luxon";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { type DatabaseStanding, readStanding } from "#store/database/standing.ts";

/** Longer than anything takes that works. */
const PATIENCE_MS = 8000;
/** Much more than an answer takes to come back. */
const MOST_APART_SECONDS = 30;

const MEANWHILE =
  "Alerts are answered 503, so that their senders repeat them; nothing is decided and nobody is paged.";

const GONE: Trouble = {
  words: "The database does not answer",
  consequence: MEANWHILE,
  fix: "Look whether it runs and whether DATABASE_URL still leads to it; Muster goes on by itself",
  severity: "pages-at-risk",
};

const READ_ONLY: Trouble = {
  words: "The database takes no writes",
  consequence: MEANWHILE,
  fix: "Lead DATABASE_URL to the one that does: after a failover that is another one",
  severity: "pages-at-risk",
};

/** Says whether the database answers, takes writes, and goes by the same time as this machine. */
export async function lookAtDatabase({
  database,
  impairments,
}: Pick<Engine, "database" | "impairments">): Promise<void> {
  const asked = DateTime.utc();
  const standing = await within(PATIENCE_MS, readStanding(database));
  impairments.set("database", databaseTrouble(standing));
  if (standing !== null) impairments.set("clock", clockTrouble(standing.clock, asked));
}

function databaseTrouble(standing: DatabaseStanding | null): Trouble | null {
  if (standing === null) return GONE;
  return standing.isReadOnly ? READ_ONLY : null;
}

/** Between the question and the answer lies the moment that the database told. */
export function clockTrouble(
  clock: DateTime,
  asked: DateTime,
  answered: DateTime = DateTime.utc(),
): Trouble | null {
  const most = { seconds: MOST_APART_SECONDS };
  if (clock >= asked.minus(most) && clock <= answered.plus(most)) return null;
  const apart = Math.round(Math.abs(clock.diff(answered).as("seconds")));
  return {
    words: `This machine's clock is ${apart} seconds ${clock > answered ? "behind" : "ahead of"} the database's`,
    consequence:
      "Pages and timers go by the database's clock and are right; in HTTP mode Slack's presses are refused from five minutes on.",
    fix: "Let a time service such as chrony set the clocks of both machines",
    severity: "degraded",
  };
}

/** Null when it fails or takes too long. */
async function within<Value>(milliseconds: number, asking: Promise<Value>): Promise<Value | null> {
  const done = new AbortController();
  try {
    const limit = wait(milliseconds, null, { signal: done.signal }).catch(() => null);
    return await Promise.race([asking.catch(() => null), limit]);
  } finally {
    done.abort();
  }
}
