import type { Command } from "commander";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Shift } from "#domain/schedule/layer.ts";
import { workOut } from "#domain/schedule/on-call.ts";
import { rotaOf, type Schedule } from "#domain/schedule/schedule.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { loadOrReport } from "./load-or-report.ts";
import { formatMoment, isoOf } from "./moment.ts";
import { addRangeOptions, chooseSchedules, type RangeOptions, spanOf } from "./schedule-options.ts";

const FOUR_WEEKS = 28 * DAY;

type Options = RangeOptions & { readonly person?: string };
type Listing = { readonly schedule: Schedule; readonly shifts: readonly Shift[] };

export function addShiftsCommand(program: Command): void {
  addRangeOptions(
    program.command("shifts").description("list who is on call when; four weeks by default"),
  )
    .option("--person <id>", "only this person's")
    .action(showShifts);
}

async function showShifts(
  wanted: string | undefined,
  options: Options,
  command: Command,
): Promise<void> {
  const loaded = await loadOrReport(options.config);
  if (loaded === null) return;
  const { configuration } = loaded;
  const { person } = options;
  if (person !== undefined && !configuration.people.has(person)) {
    const guess = closestName(person, configuration.people.keys());
    const hint = guess === null ? "" : `; did you mean ${guess}?`;
    command.error(`error: nobody under people is called ${person}${hint}`);
  }
  const listings = chooseSchedules(configuration, wanted, command).map((schedule): Listing => {
    const span = spanOf(schedule, options, { length: FOUR_WEEKS, command });
    const { shifts } = workOut(rotaOf(schedule), span);
    return {
      schedule,
      shifts: shifts.filter((one) => person === undefined || one.person === person),
    };
  });
  console.log(options.json ? toJson(listings) : format(configuration, listings));
}

function toJson(listings: readonly Listing[]): string {
  const schedules = listings.map(({ schedule, shifts }) => ({
    schedule: schedule.id,
    shifts: shifts.map(({ person, start, end }) => ({
      person,
      start: isoOf(start),
      end: isoOf(end),
    })),
  }));
  return JSON.stringify({ schedules }, null, 2);
}

function format(configuration: Configuration, listings: readonly Listing[]): string {
  return listings
    .map(({ schedule, shifts }) => {
      const lines = shifts.map((shift) => line(configuration, schedule, shift));
      const title = `${schedule.name} (${schedule.id}, ${schedule.timezone})`;
      return [title, ...(lines.length === 0 ? ["  nobody"] : lines)].join("\n");
    })
    .join("\n\n");
}

function line({ people }: Configuration, { timezone }: Schedule, shift: Shift): string {
  const [start, end] = [shift.start, shift.end].map((at) => formatMoment(at, timezone));
  return `  ${start}  to  ${end}  ${people.get(shift.person)?.name ?? shift.person}`;
}
