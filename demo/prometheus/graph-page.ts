import { PALETTE } from "#charts/palette.ts";
import { utc } from "#charts/plot.ts";
import { curve, line, text } from "#charts/svg.ts";
import { escapeHtml } from "#domain/html.ts";
import { parsePrometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { answerRange } from "./answer.ts";
import { QueryRefusal } from "./promql/refusal.ts";
import type { Samples } from "./samples.ts";

type Answer = ReturnType<typeof answerRange>;
type Series = Answer["result"][number];
type Range = { readonly start: number; readonly end: number; readonly step: number };

const RANGES = ["1h", "6h", "1d", "30d"];
const USUAL_RANGE = "1h";
const POINTS = 240;
const [WIDTH, HEIGHT] = [960, 420];
const [LEFT, RIGHT, TOP, BOTTOM] = [150, WIDTH - 24, 24, HEIGHT - 48];
const STYLE = `body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1d1c1d; background: #fff }
pre { padding: .75rem; overflow-x: auto; background: #f2f3ef; white-space: pre-wrap } svg { max-width: 100%; height: auto } a { margin-right: 1rem }`;

/** The page to which an alert leads: its expression as it was worth over the last while. */
export function graphPage(address: URL, samples: Samples, now: number): string {
  const expression = address.searchParams.get("g0.expr") ?? "";
  const wanted = address.searchParams.get("g0.range_input") ?? USUAL_RANGE;
  const seconds = parsePrometheusDuration(wanted) ?? 3600;
  const end = Math.floor(now / 1000);
  const range = { start: end - seconds, end, step: seconds / POINTS };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Graph · Prometheus of the demo</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${STYLE}</style></head><body>
<h1>Prometheus of the demo</h1>
<p>It stands in for a real one: it counts the requests to the checkout, and answers by the same formulas.</p>
<pre>${escapeHtml(expression)}</pre>
${drawing(expression, samples, range)}
<p>${RANGES.map((one) => linkTo(expression, one)).join("")}</p>
</body></html>
`;
}

function linkTo(expression: string, range: string): string {
  const query = new URLSearchParams({ "g0.expr": expression, "g0.range_input": range });
  return `<a href="?${escapeHtml(query.toString())}">the last ${range}</a>`;
}

function drawing(query: string, samples: Samples, range: Range): string {
  try {
    const times = { start: `${range.start}`, end: `${range.end}`, step: `${range.step}` };
    const { result } = answerRange({ query, ...times }, samples);
    if (result.length > 0) return draw(result, range);
    return "<p><strong>Empty query result.</strong> Nothing is counted here but the requests to the checkout.</p>";
  } catch (error) {
    if (!(error instanceof QueryRefusal)) throw error;
    return `<p><strong>${escapeHtml(error.message)}</strong></p>`;
  }
}

function draw(series: readonly Series[], { start, end, step }: Range): string {
  const runs = series.flatMap((one) => runsOf(one, step));
  const highest = Math.max(...runs.flatMap((run) => run.map(({ value }) => value)), 1e-9);
  const placed = runs.map((run) =>
    run.map(({ at, value }) => ({
      x: LEFT + ((at - start) / (end - start)) * (RIGHT - LEFT),
      y: BOTTOM - (Math.max(0, value) / highest) * (BOTTOM - TOP),
    })),
  );
  const marks = [highest, highest / 2, 0].map((value) => mark(value, highest));
  const format = end - start > 2 * 86_400 ? "d MMM" : "HH:mm";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="The highest is ${short(highest)}" font-family="sans-serif">
${marks.join("\n")}
${curve(placed)}
${text(utc(start).toFormat(format), LEFT, HEIGHT - 12, { color: PALETTE.quiet })}
${text(`${utc(end).toFormat(format)} UTC`, RIGHT, HEIGHT - 12, { anchor: "end", color: PALETTE.quiet })}
</svg>`;
}

function mark(value: number, highest: number): string {
  const y = BOTTOM - (value / highest) * (BOTTOM - TOP);
  const label = text(short(value), LEFT - 12, y + 8, { anchor: "end", color: PALETTE.quiet });
  return line({ x1: LEFT, y1: y, x2: RIGHT, y2: y }, PALETTE.grid) + label;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

type Value = { readonly at: number; readonly value: number };

/** Broken where nothing is known. */
function runsOf({ values }: Series, step: number): readonly (readonly Value[])[] {
  const runs: Value[][] = [];
  for (const [at, written] of values) {
    const last = runs.at(-1)?.at(-1);
    if (last === undefined || at - last.at > step * 1.5) runs.push([]);
    runs.at(-1)?.push({ at, value: Number(written) });
  }
  return runs;
}
