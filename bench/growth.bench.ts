import {
  type Rates,
  sampleList,
  samplePage,
  samplePress,
  sampleRates,
} from "./support/aged-samples.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import type { Figure } from "./support/figure.ts";
import { fillGroup, join } from "./support/growing-group.ts";
import { ALERTS_OF_INCIDENT, type GrownMuster, startGrownMusters } from "./support/grown-muster.ts";
import type { Unpressed } from "./support/press.ts";
import { takeSamples, takeTurns, takeWarmTurns } from "./support/rounds.ts";

/** How many incidents each has seen; the first is what the others are compared with. */
const PASTS = [0, 10_000, 100_000];
/** Each Muster is paged once in such a round, longer apart than Slack's limit of a message a second in each channel. */
const PAGES = { rounds: 60, warmUp: 4, everyMs: 1050 };
/** What follows from one press must not fall into the next of another; no more of them, with those anew, than pages. */
const PRESSES = { rounds: 46, warmUp: 0, everyMs: 450, mostAnew: 0.3 };
const LISTS = { rounds: 80, warmUp: 5, everyMs: 150 };
/** Code that has not run often is slow, and the first rounds would tell who came first. */
const RATE_ROUNDS = { warmUp: 4, rounds: 18 };
const SECONDS = 0.5;
const JOIN_ROUNDS = 16;
const LARGE_GROUP = 5000;
const SMALL_GROUP = 10;

const RATES = [
  { step: "taken", words: "webhooks taken" },
  { step: "workedOff", words: "webhooks worked off" },
] as const;

benchmark(
  "With a long history",
  `Three Musters take turns, each with a database of its own on one PostgreSQL with fsync: one has seen a single incident, the others ${PASTS.slice(1).map(grouped).join(" and ")}, of ${ALERTS_OF_INCIDENT} alerts each and one every five minutes, so the last has a million alerts and a year behind it. The past is made in the database: what one real incident left behind is repeated, deliveries only as long as they are kept, and analyzed; all of it is over. One sample of each in turn: ${PAGES.rounds} fresh alerts until they page, ${PAGES.everyMs} ms apart; then ${PRESSES.rounds} of these pages are acknowledged; then ${LISTS.rounds} lists. In ${RATE_ROUNDS.rounds} rounds, after ${RATE_ROUNDS.warmUp} that do not count, each takes webhooks of three repeated alerts from 32 connections for ${SECONDS} s, and works them off. Last, on the first Muster, in ${JOIN_ROUNDS} rounds: a webhook of one new alert until it is worked off, which leaves out the others as Alertmanager with max_alerts does, into a group that has ${grouped(LARGE_GROUP)} alerts and into one that has ${SMALL_GROUP}.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const musters = await startGrownMusters(postgres, PASTS);

    const pages = await takeSamples(PAGES, ...musters.map((muster) => () => samplePage(muster)));
    const took = pages.map((samples) => samples.map((sample) => sample.took));
    for (const figure of latencyFigures("webhook to page", took)) await report(figure);
    const unpressed = pages.map((samples) => samples.map(({ message }) => message).values());
    const presses = await takeSamples(
      PRESSES,
      ...musters.map((muster, index) => () => pressNext(muster, unpressed[index])),
    );
    for (const figure of latencyFigures("press to its acknowledgement", presses)) {
      await report(figure);
    }
    const lists = await takeSamples(LISTS, ...musters.map((muster) => () => sampleList(muster)));
    for (const figure of latencyFigures("/incident list to its answer", lists))
      await report(figure);
    const rates = await takeWarmTurns(
      RATE_ROUNDS,
      ...musters.map((muster) => () => sampleRates(muster, SECONDS)),
    );
    for (const figure of rateFigures(rates)) await report(figure);
    const [first] = musters;
    if (first !== undefined) await report(await measureGroups(first));
  },
);

async function pressNext(
  muster: GrownMuster,
  messages: Iterator<Unpressed> | undefined,
): Promise<number> {
  const message = messages?.next();
  if (message?.done !== false) throw new Error("There is no page left to press");
  return await samplePress(muster, message.value);
}

function latencyFigures(what: string, sides: readonly (readonly number[])[]): readonly Figure[] {
  const [empty = [], ...grown] = sides;
  return grown.map((samples, index) => ({
    what: `${what}, ${grouped(PASTS[index + 1] ?? 0)} incidents`,
    unit: "ms",
    runs: samples,
    against: [{ name: "the first incidents", runs: empty, goal: { kind: "at most", ratio: 1.2 } }],
  }));
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
    JOIN_ROUNDS,
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
