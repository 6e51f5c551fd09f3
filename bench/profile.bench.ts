import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { raise } from "#test/support/storm.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres, untilWorkedOff } from "./support/durable-postgres.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { sharesOf } from "./support/profile.ts";

const PARTS = 12;
const FUNCTIONS = 12;

benchmark(
  "Where the time goes",
  "A storm of 10,000 alerts in 500 incidents, sent as fast as it is taken and worked off to the last message, under Node's own profiler: the share of the program's time (without idling) that each part of it used itself, by part and then by function. What one would read off a flame graph's widest plateaus.",
  async (report) => {
    const folder = await mkdtemp(path.join(tmpdir(), "muster-profile-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const postgres = await startDurablePostgres();
    const muster = await startMusterProcess({
      databaseUrl: postgres.url,
      configuration: pagingAnn({}),
      environment: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` },
    });
    await raise(muster.hook, { groups: 500, alertsInGroup: 20 });
    await untilWorkedOff(postgres);
    muster.signal("SIGTERM");
    await muster.ended;

    for (const [by, most] of [
      ["part", PARTS],
      ["function", FUNCTIONS],
    ] as const) {
      for (const { name, share } of sharesOf(folder, by).slice(0, most)) {
        await report({ what: `by ${by}: ${name}`, unit: "share", runs: [share], against: [] });
      }
    }
  },
);
