import type { Command } from "commander";
import { gaps, workOut } from "#domain/schedule/on-call.ts";
import { rotaOf, type Schedule } from "#domain/schedule/schedule.ts";
import type { Span } from "#domain/schedule/span.ts";
import { loadOrReport } from "./load-or-report.ts";
import { formatMoment, isoOf } from "./moment.ts";
import { addRangeOptions, chooseSchedules, type RangeOptions, spanOf } from "./schedule-options.ts";

type Finding = { readonly schedule: Schedule; readonly gaps: readonly Span[] };

export function addGapsCommand(program: Command): void {
  addRangeOptions(
    program.command("gaps").description("find when nobody is on call although somebody should be"),
  )
    .addHelpText("after", "\nExit code: 0 when there is none, 1 when there is, 2 for wrong usage.")
    .action(showGaps);
}

async function showGaps(
  wanted: string | undefined,
  options: RangeOptions,
  command: Command,
): Promise<void> {
  const loaded = await loadOrReport(options.config);
  if (loaded === null) return;
  const findings = chooseSchedules(loaded.configuration, wanted, command).map((schedule) =>
    find(schedule, options, command),
  );
  if (findings.some((finding) => finding.gaps.length > 0)) process.exitCode = 1;
  console.log(options.json ? toJson(findings) : findings.map(format).join("\n"));
}

function find(schedule: Schedule, options: RangeOptions, command: Command): Finding {
  const { timezone, coverage } = schedule;
  const span = spanOf(schedule, options, { length: coverage.lookahead.toMillis(), command });
  const timeline = workOut(rotaOf(schedule), span);
  const { windows, minGap } = coverage;
  return { schedule, gaps: gaps(timeline, timezone, { windows, minGap: minGap.toMillis() }) };
}

function toJson(findings: readonly Finding[]): string {
  const schedules = findings.map(({ schedule, gaps: found }) => ({
    schedule: schedule.id,
    gaps: found.map(({ start, end }) => ({ start: isoOf(start), end: isoOf(end) })),
  }));
  return JSON.stringify({ schedules }, null, 2);
}

function format({ schedule, gaps: found }: Finding): string {
  const { name, id, timezone } = schedule;
  if (found.length === 0) return `${name} (${id}): no gaps`;
  const lines = found.map(
    ({ start, end }) => `  ${formatMoment(start, timezone)}  to  ${formatMoment(end, timezone)}`,
  );
  return [`${name} (${id}, ${timezone}): nobody is on call`, ...lines].join("\n");
}
