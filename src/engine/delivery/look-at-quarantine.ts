import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { countQuarantined } from "#store/alert/quarantine.ts";
import { readClock } from "#store/database/clock.ts";

/** What nobody has looked at for so long nobody will. */
const LATELY = { days: 7 };

/** Says how much lies in quarantine that came lately. */
export async function lookAtQuarantine({
  database: { kysely },
  impairments,
}: Engine): Promise<void> {
  const since = (await readClock(kysely)).minus(LATELY);
  const counts = await countQuarantined(kysely, since);
  const count = counts.reduce((sum, one) => sum + one.count, 0);
  impairments.set("quarantine", count === 0 ? null : quarantineTrouble(count));
}

function quarantineTrouble(count: number): Trouble {
  return {
    words: `${count === 1 ? "A delivery" : `${count} deliveries`} of the last week could not be read`,
    consequence: "What they said is in no incident.",
    fix: "`muster quarantine` shows why; put it right, then `muster replay` hands them in again",
    severity: "degraded",
  };
}
