import { type Command, InvalidArgumentError } from "commander";
import { DateTime } from "luxon";
import { schedulesCalled } from "#domain/find-schedules.ts";
import { type Month, monthAt, parseMonth } from "#domain/month.ts";
import { createRotaBook, followSchedules } from "#engine/on-call.ts";
import { readFairness } from "#engine/read-fairness.ts";
import { DatabaseRefused } from "#store/database-refused.ts";
import type { Database } from "#store/database.ts";
import { pendingMigrations } from "#store/migrate.ts";
import { configOption } from "./config-option.ts";
import { loadOrReport } from "./load-or-report.ts";
import { formatFairness } from "./print-fairness.ts";
import { listed } from "./schedule-options.ts";
import { withDatabase } from "./with-database.ts";

type Options = {
  readonly config: string;
  readonly month: Month;
  readonly csv?: true;
  readonly json?: true;
};

/** The environment arrives here, because main.ts alone touches it. */
export function addFairnessCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("fairness")
    .description("say what a month on call asked of each person")
    .argument("[name]", "a schedule, service or team; everything together by default")
    .addOption(configOption())
    .option("--month <month>", "such as 2026-10 or october", readMonth, readMonth("last"))
    .option("--csv", "for spreadsheets")
    .option("--json", "for programs")
    .addHelpText(
      "after",
      "\nReads the database that DATABASE_URL or MUSTER_DATA_DIR names. Somebody who has two schedules at once is counted once.",
    )
    .action((wanted: string | undefined, options: Options, command: Command) =>
      showFairness(environment, { wanted, options, command }),
    );
}

type Asked = {
  readonly wanted: string | undefined;
  readonly options: Options;
  readonly command: Command;
};

async function showFairness(
  environment: NodeJS.ProcessEnv,
  { wanted, options, command }: Asked,
): Promise<void> {
  const loaded = await loadOrReport(options.config);
  if (loaded === null) return;
  const { configuration } = loaded;
  const { schedules } = configuration;
  const ids = wanted === undefined ? [...schedules.keys()] : schedulesCalled(configuration, wanted);
  if (ids.length === 0) {
    const problem = wanted === undefined ? "" : `no schedule goes by ${wanted}; `;
    command.error(`error: ${problem}${listed(schedules)}`);
  }
  await withDatabase(environment, async (database, logger) => {
    await refuseOld(database);
    const rotas = createRotaBook();
    const engine = { database, rotas, logger, configuration: () => configuration };
    await followSchedules(engine);
    const fairness = await readFairness(engine, ids, options.month);
    console.log(formatFairness(configuration, { ...options, fairness, schedules: ids }));
  });
}

/** Only looks: what a newer Muster needs is left to `muster migrate`. */
async function refuseOld(database: Database): Promise<void> {
  const pending = await pendingMigrations(database);
  if (pending.length === 0) return;
  throw new DatabaseRefused(
    "migration",
    "The database is older than this Muster: run muster migrate.",
  );
}

function readMonth(text: string): Month {
  const month = parseMonth(text, thisMonth());
  if (month !== null) return month;
  throw new InvalidArgumentError("Write a month like 2026-10, october or last.");
}

function thisMonth(): Month {
  return monthAt(DateTime.now().toMillis(), "utc");
}
