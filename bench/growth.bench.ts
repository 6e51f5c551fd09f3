import {
  type Latencies,
  type Rates,
  sampleLatencies,
  sampleRates,
} from "./support/aged-samples.ts";
import { benchmark, takeTurns } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import type { Figure } from "./support/figure.ts";
import { fillGroup, join } from "./support/growing-group.ts";
import { ALERTS_OF_INCIDENT, type GrownMuster, startGrownMuster } from "./support/grown-muster.ts";

/** How many incidents each has seen; the first is what the others are compared with. */
const PASTS = [0, 10_000, 100_000];
const ROUNDS = 3;
const SAMPLES = 4;
const SECONDS = 0.5;
const LARGE_GROUP = 5000;
const SMALL_GROUP = 10;

const STEPS = [
  { step: "page", words: "webhook to page" },
  { step: "press", words: "press to its acknowledgement" },
  { step: "list", words: "/incident list to its answer" },
] as const;
const RATES = [
  { step: "taken", words: "webhooks taken" },
  { step: "workedOff", words: "webhooks worked off" },
] as const;

benchmark(
  "With a long history",
  `Three Musters take turns, each with a database of its own on one PostgreSQL with fsync: one has seen a single incident, the others ${PASTS.slice(1).map(grouped).join(" and ")}, of ${ALERTS_OF_INCIDENT} alerts each and one every five minutes, so the last has a million alerts and a year behind it. The past is made in the database: what one real incident left behind is repeated, deliveries only as long as they are kept, and analyzed; all of it is over. A turn is ${SAMPLES} fresh alerts a second apart, each of which is acknowledged and followed by a list; then, in turns of their own, webhooks of three repeated alerts from 32 connections for ${SECONDS} s, and until they are worked off. Last, on the first Muster: a webhook of one new alert until it is worked off, which leaves out the others as Alertmanager with max_alerts does, into a group that has ${grouped(LARGE_GROUP)} alerts and into one that has ${SMALL_GROUP}.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const musters: GrownMuster[] = [];
    for (const incidents of PASTS) musters.push(await startGrownMuster(postgres, incidents));

    const latencies = await takeTurns(
      ROUNDS,
      ...musters.map((muster) => () => sampleLatencies(muster, SAMPLES)),
    );
    for (const figure of latencyFigures(latencies)) await report(figure);
    const rates = await takeTurns(
      ROUNDS,
      ...musters.map((muster) => () => sampleRates(muster, SECONDS)),
    );
    for (const figure of rateFigures(rates)) await report(figure);
    const [first] = musters;
    if (first !== undefined) await report(await measureGroups(first));
  },
);

function latencyFigures(sides: readonly (readonly Latencies[])[]): readonly Figure[] {
  const [empty = [], ...grown] = sides;
  return grown.flatMap((rounds, index) =>
    STEPS.map(({ step, words }) => ({
      what: `${words}, ${grouped(PASTS[index + 1] ?? 0)} incidents`,
      unit: "ms",
      runs: rounds.map((latencies) => latencies[step]),
      against: [
        {
          name: "the first incidents",
          runs: empty.map((latencies) => latencies[step]),
          goal: { kind: "at most", ratio: 1.2 },
        },
      ],
    })),
  );
}

function rateFigures(sides: readonly (readonly Rates[])[]): readonly Figure[] {
  const [empty = [], ...grown] = sides;
  return grown.flatMap((rounds, index) =>
    RATES.map(({ step, words }) => ({
      what: `${words}, ${grouped(PASTS[index + 1] ?? 0)} incidents`,
      unit: "per second",
      runs: rounds.map((rates) => rates[step]),
      against: [
        {
          name: "the first incidents",
          runs: empty.map((rates) => rates[step]),
          goal: { kind: "at least", ratio: 0.83 },
        },
      ],
    })),
  );
}

async function measureGroups(muster: GrownMuster): Promise<Figure> {
  await fillGroup(muster, "Large", LARGE_GROUP);
  let groups = 0;
  const [large = [], small = []] = await takeTurns(
    ROUNDS,
    () => join(muster, "Large", LARGE_GROUP),
    async () => {
      groups += 1;
      await fillGroup(muster, `Small${groups}`, SMALL_GROUP);
      return await join(muster, `Small${groups}`, SMALL_GROUP);
    },
  );
  const goal = { kind: "at most", ratio: 1.2 } as const;
  return {
    what: `one more alert in a group of ${grouped(LARGE_GROUP)}`,
    unit: "ms",
    runs: large,
    against: [{ name: `in a group of ${SMALL_GROUP}`, runs: small, goal }],
  };
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
