import type { Command } from "commander";
import { schedulesCalled } from "#domain/service/find-schedules.ts";
import type { Month } from "#domain/shift/month.ts";
import { readFairness } from "#engine/duty/read-fairness.ts";
import { followSchedules } from "#engine/on-call.ts";
import { createRotaBook } from "#engine/rota-book.ts";
import { loadOrReport } from "./load-or-report.ts";
import { formatFairness } from "./print-fairness.ts";
import { refuseOld } from "./refuse-old.ts";
import { listed } from "./schedule-options.ts";
import { withDatabase } from "./with-database.ts";

export type FairnessOptions = {
  readonly config: string;
  readonly month: Month;
  readonly csv?: true;
  readonly json?: true;
};

type Asked = {
  readonly wanted: string | undefined;
  readonly options: FairnessOptions;
  readonly command: Command;
};

/** Reads the database that the environment names. */
export async function showFairness(
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
