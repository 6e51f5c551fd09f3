import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { describeChart, headline, promise } from "#charts/describe-budget.ts";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { context, message, section, type Message } from "#slack/words/blocks.ts";
import { clock, outside, plainLine, utc } from "#slack/words/mrkdwn.ts";
import type { StoredChart } from "#store/budget/charts.ts";

/** A chart, and the file of its image; null where there is none. */
export type ShownChart = StoredChart & { readonly file: string | null };

const LINE_LENGTH = 900;
const ALT_LENGTH = 1900;

/** The charts of an incident in its channel: what they say stands in words as well, for whoever cannot see them. */
export function renderCharts(
  incident: IncidentId,
  charts: readonly ShownChart[],
  trouble: string | null,
): Message {
  const words = charts.map(({ chart }) => outside(describeChart(chart), LINE_LENGTH));
  const [oldest] = charts.map(({ takenAt }) => takenAt).toSorted((a, b) => +a - +b);
  const hasImages = charts.some(({ file }) => file !== null);
  const shown = message(
    `${incidentName(incident)}: ${words.join(" ")}${oldest === undefined ? "" : ` As of ${utc(oldest)}.`}`,
    [...charts.flatMap(chartBlocks), ...smallPrint(oldest, trouble)],
  );
  return hasImages ? { ...shown, needsBlocks: true } : shown;
}

function chartBlocks({ chart, file }: ShownChart): readonly types.KnownBlock[] {
  const words = describeChart(chart);
  if (file === null) return [section(`*Error budget.* ${outside(words, LINE_LENGTH)}`)];
  const { live } = chart;
  const image: types.ImageBlock = {
    type: "image",
    slack_file: { id: file },
    alt_text: plainLine(words, ALT_LENGTH),
  };
  return [section(`*${outside(headline(live), 150)}*: ${outside(promise(live), 200)}`), image];
}

function smallPrint(
  oldest: DateTime | undefined,
  trouble: string | null,
): readonly types.KnownBlock[] {
  const age = oldest === undefined ? [] : [`As of ${clock(oldest)}.`];
  const why = trouble === null ? [] : [outside(trouble, 300)];
  const lines = [...age, ...why];
  return lines.length === 0 ? [] : [context(lines.join(" "))];
}
