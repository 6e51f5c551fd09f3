import type { Command } from "commander";
import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration.ts";
import { type PlannedSchedule, planSchedules } from "#domain/plan-schedules.ts";
import type { ShiftChange } from "#domain/shift-changes.ts";
import { DAY } from "#domain/wall-time.ts";
import { configOption } from "./config-option.ts";
import { loadOrReport } from "./load-or-report.ts";
import { formatMoment, isoOf, type Moment, parseMoment } from "./moment.ts";
import { COUNTED } from "./schedule-options.ts";

const QUARTER = 90 * DAY;

type Options = {
  readonly config: string;
  readonly against: string;
  readonly at?: Moment;
  readonly to?: Moment;
  readonly json?: true;
};

export function addPlanCommand(program: Command): void {
  program
    .command("plan")
    .description("say whose shifts change by an edit of the schedules")
    .requiredOption("--against <file>", "muster.yaml as it was")
    .addOption(configOption())
    .option("--at <time>", "when the edit comes into force; now by default", parseMoment)
    .option("--to <time>", "how far to look ahead; 90 days by default", parseMoment)
    .option("--json", "for programs")
    .addHelpText(
      "after",
      "\nExit code: 0 when nobody's shifts change, 1 otherwise, 2 for wrong usage.",
    )
    .addHelpText("after", COUNTED)
    .action(showPlan);
}

async function showPlan(options: Options, command: Command): Promise<void> {
  const [before, after] = [await loadOrReport(options.against), await loadOrReport(options.config)];
  if (before === null || after === null) return;
  const start = options.at?.("utc") ?? DateTime.now().toMillis();
  const span = { start, end: options.to?.("utc") ?? start + QUARTER };
  if (span.end <= span.start) command.error("error: --to is not after --at");
  const plan = planSchedules(before.configuration.schedules, after.configuration.schedules, span);
  if (plan.some(({ changes }) => changes.length > 0)) process.exitCode = 1;
  const people = new Map([...before.configuration.people, ...after.configuration.people]);
  console.log(options.json ? toJson(plan) : plan.map((one) => format(people, one)).join("\n"));
}

function toJson(plan: readonly PlannedSchedule[]): string {
  const schedules = plan.map(({ schedule, kind, changes }) => ({
    schedule: schedule.id,
    kind,
    changes: changes.map(({ start, end, before, after }) => ({
      start: isoOf(start),
      end: isoOf(end),
      before,
      after,
    })),
  }));
  return JSON.stringify({ schedules }, null, 2);
}

function format(
  people: Configuration["people"],
  { schedule, kind, changes }: PlannedSchedule,
): string {
  const { name, id, timezone } = schedule;
  if (changes.length === 0) return `${name} (${id}): nobody's shifts change`;
  const lines = changes.map((change) => `  ${line(people, timezone, change)}`);
  return [`${name} (${id}, ${timezone}) ${kind}:`, ...lines].join("\n");
}

function line(people: Configuration["people"], zone: string, change: ShiftChange): string {
  const [start, end] = [change.start, change.end].map((at) => formatMoment(at, zone));
  const [before, after] = [change.before, change.after].map((person) =>
    person === null ? "nobody" : (people.get(person)?.name ?? person),
  );
  return `${start}  to  ${end}  ${after} instead of ${before}`;
}
