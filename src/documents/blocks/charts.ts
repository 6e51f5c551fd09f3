import { DateTime } from "luxon";
import { type Drawing, type Image, moment } from "#documents/drawing.ts";
import { escaped, filePath } from "#documents/escape.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { ChartFact } from "#domain/postmortem/budget-facts.ts";

/** The curves of error budgets: as images where those stand beside it, else in words. */
export function chartsBlock({ facts: { charts }, images, zone }: Drawing): string {
  if (charts.length === 0) return "No error budget was drawn for it.";
  return charts
    .map((chart) => {
      const image = images.find(({ id }) => id === chart.id);
      const words = chartWords(chart, zone);
      return image === undefined ? words : `${imageOf(image)}\n\n${words}`;
    })
    .join("\n\n");
}

/** The file is one that was written beside the document, so its name is no stranger's. */
function imageOf({ alt, src }: Image): string {
  return `![${escaped(alt)}](${filePath(src)})`;
}

function chartWords({ chart, takenAt }: ChartFact, zone: string): string {
  const { live, from, until, burn } = chart;
  const { service, name, target } = live.objective;
  const promise = escaped(`${service} ${name} ${target} %/${live.window}`);
  const fastest = Math.max(...burn.map(({ value }) => value));
  const burnt =
    burn.length === 0
      ? "how fast it burnt is not known"
      : `it burnt up to ${Number(fastest.toPrecision(3))} times faster than allowed`;
  const left = live.remaining === null ? "what was left is not known" : leftWords(live.remaining);
  return `${promise}, ${moment(instant(from), zone)} to ${moment(instant(until), zone)}: ${burnt}; ${left}. Read ${moment(takenAt, zone)}.`;
}

function leftWords(remaining: number): string {
  return remaining < 0 ? `overdrawn by ${percent(-remaining)}` : `${percent(remaining)} was left`;
}

function instant(seconds: number): DateTime {
  return DateTime.fromSeconds(seconds, { zone: "utc" });
}
