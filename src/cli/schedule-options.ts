import type { Command } from "commander";
import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import type { Span } from "#domain/schedule/span.ts";
import { configOption } from "./config-option.ts";
import { type Moment, parseMoment } from "./moment.ts";

/** Said by every command that works out schedules. */
export const COUNTED =
  "\nCounted from the file. A running Muster may have moved turns by an earlier edit: /oncall says what is in force.";

export type RangeOptions = {
  readonly config: string;
  readonly from?: Moment;
  readonly to?: Moment;
  readonly json?: true;
};

/** What every command about a range of a schedule's time takes. */
export function addRangeOptions(command: Command): Command {
  return command
    .argument("[schedule]", "the id of one; all of them by default")
    .addOption(configOption())
    .option("--from <time>", "now by default", parseMoment)
    .option("--to <time>", "up to then", parseMoment)
    .option("--json", "for programs")
    .addHelpText("after", COUNTED);
}

/** The schedule of that name, or all. Ends the program when there is none. */
export function chooseSchedules(
  { schedules }: Configuration,
  wanted: string | undefined,
  command: Command,
): readonly Schedule[] {
  if (wanted === undefined) return [...schedules.values()];
  const found = schedules.get(wanted);
  if (found !== undefined) return [found];
  return command.error(`error: no schedule is called ${wanted}; ${listed(schedules)}`);
}

/** Ends the program when the end is not after the start. */
export function spanOf(
  { timezone }: Schedule,
  { from, to }: Pick<RangeOptions, "from" | "to">,
  usual: { readonly length: number; readonly command: Command },
): Span {
  const start = from?.(timezone) ?? DateTime.now().toMillis();
  const end = to?.(timezone) ?? start + usual.length;
  if (start < end) return { start, end };
  return usual.command.error("error: --to is not after --from");
}

export function listed(schedules: Configuration["schedules"]): string {
  const known = [...schedules.keys()].join(", ");
  return known === "" ? "muster.yaml has no schedules" : `there are: ${known}`;
}
