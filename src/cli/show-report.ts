import type { Command } from "commander";
import { DateTime, IANAZone } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Span } from "#domain/schedule/span.ts";
import { type LearningSubject, readLearning } from "#engine/learning/read-learning.ts";
import { followSchedules } from "#engine/on-call.ts";
import { loadOrReport } from "./load-or-report.ts";
import type { Moment } from "./moment.ts";
import { formatReport } from "./print-report.ts";
import { readingEngine } from "./reading-engine.ts";
import { refuseOld } from "./refuse-old.ts";
import type { ReportTableName } from "./report-tables.ts";
import { withDatabase } from "./with-database.ts";

export type ReportOptions = {
  readonly config: string;
  readonly team?: string;
  readonly service?: string;
  readonly from?: Moment;
  readonly to?: Moment;
  readonly zone: string;
  readonly csv?: ReportTableName;
  readonly json?: true;
};

const USUAL = { weeks: 4 };

/** Reads the database that the environment names. */
export async function showReport(
  environment: NodeJS.ProcessEnv,
  options: ReportOptions,
  command: Command,
): Promise<void> {
  const loaded = await loadOrReport(options.config);
  if (loaded === null) return;
  const subject = subjectOf(loaded.configuration, options, command);
  const span = spanOf(options, command);
  await withDatabase(environment, async (database, logger) => {
    await refuseOld(database);
    const engine = readingEngine(loaded, database, logger);
    await followSchedules(engine);
    console.log(formatReport(await readLearning(engine, subject, span), options));
  });
}

function subjectOf(
  { teams, services }: Configuration,
  { team, service }: ReportOptions,
  command: Command,
): LearningSubject {
  if (team !== undefined) {
    refuseUnknown("team", team, { known: [...teams.keys()], command });
    return { kind: "team", team };
  }
  if (service === undefined) return { kind: "all" };
  refuseUnknown("service", service, { known: [...services.keys()], command });
  return { kind: "service", service };
}

function refuseUnknown(
  what: string,
  name: string,
  { known, command }: { readonly known: readonly string[]; readonly command: Command },
): void {
  if (known.includes(name)) return;
  const guess = closestName(name, known);
  const hint = guess === null ? `there are ${known.join(", ")}` : `did you mean ${guess}?`;
  command.error(`error: there is no ${what} ${name}; ${hint}`);
}

function spanOf({ from, to, zone }: ReportOptions, command: Command): Span {
  if (!IANAZone.isValidZone(zone)) {
    command.error(`error: ${zone} is no time zone; write it like Europe/Berlin`);
  }
  const end = to?.(zone) ?? DateTime.now().toMillis();
  const start = from?.(zone) ?? DateTime.fromMillis(end, { zone }).minus(USUAL).toMillis();
  if (start >= end) command.error("error: --from must be before --to");
  return { start, end };
}
