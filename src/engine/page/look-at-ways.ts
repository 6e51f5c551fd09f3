import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { type FailingWay, failingWays } from "#store/page/failing-ways.ts";

/** One failure may be somebody's wrong number. */
const LEAST = 2;

/** Says which ways beside Slack reach nobody at present. */
export async function lookAtWays({ database, ways, impairments }: Engine): Promise<void> {
  const labels = new Map(ways().map(({ kind, label }) => [kind, label]));
  const failing = await failingWays(database.kysely, LEAST);
  const troubles = failing.flatMap((one) => {
    const label = labels.get(one.way);
    return label === undefined ? [] : [[one.way, troubleOf(label, one)] as const];
  });
  impairments.setAll("way", new Map(troubles));
}

function troubleOf(label: string, { failed, error }: FailingWay): Trouble {
  return {
    words: `${label}: the last ${failed} of the past hour failed (${error})`,
    consequence: "Whoever has other ways is reached by those.",
    fix: "Look at `ways` in muster.yaml with its secrets, and send yourself a test page in App Home",
    severity: "degraded",
  };
}
