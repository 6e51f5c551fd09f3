import type { Command } from "commander";
import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Duty, dutyAt } from "#domain/schedule/duty.ts";
import { workOut } from "#domain/schedule/on-call.ts";
import { createRotas, peopleOnCall } from "#domain/schedule/rotas.ts";
import { rotaOf, type Schedule } from "#domain/schedule/schedule.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { schedulesNamed } from "#domain/service/find-schedules.ts";
import { standInsFor } from "#domain/service/stand-ins.ts";
import { configOption } from "./config-option.ts";
import { loadOrReport } from "./load-or-report.ts";
import { formatMoment, isoOf, type Moment, parseMoment } from "./moment.ts";
import { COUNTED, listed } from "./schedule-options.ts";

/** How far back and ahead the ends of a shift and the next one are looked for. */
const REACH = 100 * DAY;

type Options = { readonly config: string; readonly at?: Moment; readonly json?: true };

type ScheduleDuty = Duty & {
  readonly schedule: Schedule;
  readonly at: number;
  /** Who is paged instead while it has nobody. */
  readonly standIns: readonly string[];
};

export function addWhoCommand(program: Command): void {
  program
    .command("who")
    .description("say who is on call, and who is next")
    .argument("[name]", "a schedule, or a service for the schedules that page for it")
    .addOption(configOption())
    .option("--at <time>", "then; now by default", parseMoment)
    .option("--json", "for programs")
    .addHelpText("after", COUNTED)
    .action(showWho);
}

async function showWho(
  wanted: string | undefined,
  { config, at, json }: Options,
  command: Command,
): Promise<void> {
  const loaded = await loadOrReport(config);
  if (loaded === null) return;
  const { configuration } = loaded;
  const duties = choose(configuration, wanted, command).map((schedule) => {
    return dutyOf(configuration, schedule, at?.(schedule.timezone) ?? DateTime.now().toMillis());
  });
  console.log(json ? toJson(duties) : duties.map((duty) => format(configuration, duty)).join("\n"));
}

function choose(
  configuration: Configuration,
  wanted: string | undefined,
  command: Command,
): readonly Schedule[] {
  const { schedules } = configuration;
  if (wanted === undefined) return [...schedules.values()];
  const ids = schedulesNamed(configuration, wanted);
  if (ids?.length === 0) {
    command.error(`error: no schedule pages for ${wanted}: its policy names people or channels`);
  }
  if (ids !== null) return ids.flatMap((id) => schedules.get(id) ?? []);
  return command.error(`error: no schedule or service is called ${wanted}; ${listed(schedules)}`);
}

function dutyOf({ schedules }: Configuration, schedule: Schedule, at: number): ScheduleDuty {
  const timeline = workOut(rotaOf(schedule), { start: at - REACH, end: at + REACH });
  const duty = dutyAt(timeline, at);
  const rotas = createRotas(schedules);
  const standIns =
    duty.person === null
      ? standInsFor(schedule.id, schedules, (id, who) => peopleOnCall(rotas, id, who, at))
      : [];
  return { schedule, at, standIns, ...duty };
}

function toJson(duties: readonly ScheduleDuty[]): string {
  const schedules = duties.map(({ schedule, at, person, standIns, since, until, next }) => ({
    schedule: schedule.id,
    at: isoOf(at),
    person,
    standIns,
    since: since === null ? null : isoOf(since),
    until: until === null ? null : isoOf(until),
    next: next === null ? null : { person: next.person, start: isoOf(next.start) },
  }));
  return JSON.stringify({ schedules }, null, 2);
}

function format(
  configuration: Configuration,
  { schedule, person, standIns, until, next }: ScheduleDuty,
): string {
  const { name, timezone } = schedule;
  const instead = standIns.map((one) => nameOf(configuration, one)).join(", ");
  const nobody = instead === "" ? "nobody" : `nobody (pages go to ${instead})`;
  const holder = person === null ? nobody : nameOf(configuration, person);
  const end = until === null ? "" : ` until ${formatMoment(until, timezone)}`;
  if (next === null) return `${name}: ${holder}${end}`;
  const start = next.start === until ? "" : ` from ${formatMoment(next.start, timezone)}`;
  return `${name}: ${holder}${end}, then ${nameOf(configuration, next.person)}${start}`;
}

function nameOf({ people }: Configuration, person: string): string {
  return people.get(person)?.name ?? person;
}
