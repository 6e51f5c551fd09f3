import { budgetOf } from "#domain/objective/budget.ts";
import { findImpact, type ImpactInterval } from "#domain/objective/impact-interval.ts";
import {
  type IncidentShare,
  NOTHING_USED,
  shareByEvents,
  shareByTime,
  unavailable,
} from "#domain/objective/incident-share.ts";
import type {
  AskedQuery,
  GivenImpact,
  MeasuredShare,
  ShareQuestion,
} from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Prometheus, Sample, Series } from "./client/prometheus.ts";
import { badEvents, errorRatio, eventsFactor, over } from "./expressions.ts";

type Labels = Readonly<Record<string, string>>;

/** The long window of the pair that notices slowly, or two hours: an impact begins before anybody hears of it. */
const LOOK_BACK = 6 * 3600;
const STEP = 60;
/** Prometheus refuses more than 11,000: an incident may be open for weeks. */
const MOST_POINTS = 10_000;
const FIVE_MINUTES = 300;
const DAY = 86_400;

/** Finds when it hurt and what that used of the budget; throws a PrometheusError. */
export async function measureShare(
  prometheus: Prometheus,
  question: ShareQuestion,
): Promise<MeasuredShare> {
  const notebook = createNotebook(prometheus, question.labels);
  const impact = await impactOf(prometheus, question);
  if (impact === "unknown") return { impact: null, share: NO_METRIC, ...notebook.pages() };
  if (impact === null) return { impact, share: NOTHING_USED, ...notebook.pages() };
  const share = await shareOf(notebook, question.objective, impact);
  return { impact, share, ...notebook.pages() };
}

const NO_METRIC = unavailable("Prometheus knows nothing of these events at that time.");

/** As people gave it, as far as they did. */
async function impactOf(
  prometheus: Prometheus,
  question: ShareQuestion,
): Promise<ImpactInterval | null | "unknown"> {
  const { start, end } = question.impact ?? NOT_GIVEN;
  if (start !== null && end !== null) return { start, end };
  const found = await findInMetric(prometheus, question);
  if (start === null && end === null) return found;
  return completed({ start, end }, question, found === "unknown" ? null : found);
}

const NOT_GIVEN: GivenImpact = { start: null, end: null };

/** What people left open, as the metric has it; where it has nothing, from the first alert on and until now. */
function completed(
  given: GivenImpact,
  { about, until }: ShareQuestion,
  found: ImpactInterval | null,
): ImpactInterval {
  const rest = found ?? { start: about, end: wholeMinute(until) };
  const start = given.start ?? rest.start;
  return { start, end: Math.max(start, given.end ?? rest.end) };
}

/** Null when the budget never burnt too fast, which only a metric that is there can say. */
async function findInMetric(
  prometheus: Prometheus,
  { objective, labels, about, until }: ShareQuestion,
): Promise<ImpactInterval | null | "unknown"> {
  const query = errorRatio(objective.indicator, FIVE_MINUTES);
  const [start, end] = [wholeMinute(about - LOOK_BACK), wholeMinute(until)];
  const range = { start, end, step: STEP * Math.ceil((end - start) / STEP / MOST_POINTS) };
  const { data } = await prometheus.range(query, range);
  const series = seriesWith(data, labels);
  if (series === null || series.points.length === 0) return "unknown";
  const points = series.points.map(({ at, value }) => ({ at, ratio: value }));
  return findImpact(points, {
    budget: budgetOf(objective.target).toNumber(),
    about,
    until: range.end,
  });
}

async function shareOf(
  notebook: Notebook,
  objective: Objective,
  { start, end }: ImpactInterval,
): Promise<IncidentShare> {
  const { indicator, target, window } = objective;
  const seconds = Math.max(FIVE_MINUTES, Math.round(end - start));
  if (indicator.kind === "ratio" || eventsFactor(indicator.bad, seconds) === null) {
    const ratio = await notebook.ask(errorRatio(indicator, seconds), end);
    return shareByTime({ ratio, seconds, window }, target);
  }
  async function count(which: "bad" | "total", over_: number): Promise<number | null> {
    if (indicator.kind === "ratio") return null;
    const query = which === "bad" ? badEvents(indicator, over_) : over(indicator.total, over_);
    const value = await notebook.ask(query, end);
    const factor = eventsFactor(indicator[which], over_);
    return value === null || factor === null ? null : value * factor;
  }
  const counted = {
    bad: await count("bad", seconds),
    total: await count("total", seconds),
    windowBad: await count("bad", window),
    windowTotal: await count("total", window),
  };
  const history = await notebook.historyOf(over(indicator.total, 3600), end, window);
  return shareByEvents({ ...counted, history, window }, target);
}

/** Most scrapes fall on a whole minute: an edge beside one has Prometheus guess what happened in between. */
function wholeMinute(at: number): number {
  return Math.floor(at / STEP) * STEP;
}

/** Asks one question after another, and keeps what was asked and answered. */
type Notebook = {
  readonly ask: (query: string, at: number) => Promise<number | null>;
  /** For how many seconds before a moment there is anything, at most so many. */
  readonly historyOf: (query: string, at: number, most: number) => Promise<number>;
  readonly pages: () => Pick<MeasuredShare, "asked" | "warnings">;
};

function createNotebook(prometheus: Prometheus, labels: Labels): Notebook {
  const asked: AskedQuery[] = [];
  const warnings = new Set<string>();
  return {
    async ask(query, at) {
      const answer = await prometheus.instant(query, at);
      const value = sampleWith(answer.data, labels)?.value ?? null;
      asked.push({ query, at, value });
      for (const warning of answer.warnings) warnings.add(warning);
      return value;
    },
    async historyOf(query, at, most) {
      const range = { start: at - most, end: at, step: DAY };
      const answer = await prometheus.range(query, range);
      const first = seriesWith(answer.data, labels)?.points[0];
      return first === undefined ? 0 : at - first.at;
    },
    pages: () => ({ asked, warnings: [...warnings] }),
  };
}

function sampleWith(samples: readonly Sample[], labels: Labels): Sample | null {
  return samples.find((sample) => hasLabels(sample.labels, labels)) ?? null;
}

function seriesWith(series: readonly Series[], labels: Labels): Series | null {
  return series.find((one) => hasLabels(one.labels, labels)) ?? null;
}

/** What the query does not group by, an alert's other labels, says nothing here. */
function hasLabels(found: Labels, wanted: Labels): boolean {
  return Object.entries(found).every(([name, value]) => wanted[name] === value);
}
