import { budgetOf } from "#domain/objective/budget.ts";
import { findImpacts, type ImpactInterval, wholeOf } from "#domain/objective/impact-interval.ts";
import {
  doubting,
  type IncidentShare,
  NOTHING_USED,
  shareByEvents,
  shareByTime,
  trafficDoubts,
  unavailable,
} from "#domain/objective/incident-share.ts";
import type {
  AskedQuery,
  GivenImpact,
  MeasuredShare,
  ShareQuestion,
} from "#domain/objective/measured-share.ts";
import type { Indicator, Objective } from "#domain/objective/objective.ts";
import type { Prometheus, Series } from "./client/prometheus.ts";
import { badEvents, errorRatio, eventsFactor, over } from "./expressions.ts";
import { withLabels } from "./with-labels.ts";

type Events = Extract<Indicator, { readonly kind: "events" }>;
type Labels = Readonly<Record<string, string>>;

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The long window of the pair that notices slowly, or two hours: an impact begins before anybody hears of it. */
const LOOK_BACK = 6 * HOUR;
const STEP = 60;
/** Prometheus refuses more than 11,000: an incident may be open for weeks. */
const MOST_POINTS = 10_000;
const FIVE_MINUTES = 300;
const TEN_MINUTES = 600;
/** By then a scrape that failed has been made good. */
const LATE = TEN_MINUTES;

/** Finds when it hurt and what that used of the budget; throws a PrometheusError. */
export async function measureShare(
  prometheus: Prometheus,
  question: ShareQuestion,
): Promise<MeasuredShare> {
  const notebook = createNotebook(prometheus, question.labels);
  const { impacts, silentSince } = await impactsOf(notebook, question);
  const share = await shareDuring(notebook, question.objective, { impacts, silentSince });
  const { warnings } = notebook.pages();
  const doubts = warnings.map((warning) => `Prometheus warns: ${warning}`);
  if (silentSince !== null) doubts.push(silence(silentSince));
  return {
    impact: impacts === "unknown" ? null : wholeOf(impacts),
    share: doubting(share, doubts),
    ...notebook.pages(),
  };
}

/** Each time that it hurt, as far as that can be told. */
type Found = {
  readonly impacts: readonly ImpactInterval[] | "unknown";
  /** From when on nothing more was counted although it may go on; null when it was. */
  readonly silentSince: number | null;
};

async function shareDuring(
  notebook: Notebook,
  objective: Objective,
  { impacts, silentSince }: Found,
): Promise<IncidentShare> {
  if (impacts === "unknown") return NO_METRIC;
  const whole = wholeOf(impacts);
  if (whole === null) return silentSince === null ? NOTHING_USED : NOTHING_SEEN;
  const share = await shareOf(notebook, objective, { impacts, end: whole.end });
  return impacts.length === 1 ? share : { ...share, notes: [...share.notes, often(impacts)] };
}

function often({ length }: readonly ImpactInterval[]): string {
  return `It hurt ${length} times: what failed in between is not counted.`;
}

function silence(since: number): string {
  const clock = new Date(since * 1000).toISOString().slice(11, 16);
  return `Prometheus has counted nothing of this since ${clock} UTC: what failed later is not in it.`;
}

const NO_METRIC = unavailable("Prometheus knows nothing of these events at that time.");
const NOTHING_SEEN = unavailable("Nothing was too bad while Prometheus still counted.");

/** As people gave it, as far as they did. */
async function impactsOf(notebook: Notebook, question: ShareQuestion): Promise<Found> {
  const { start, end } = question.impact ?? NOT_GIVEN;
  if (start !== null && end !== null) return { impacts: [{ start, end }], silentSince: null };
  const found = await findInMetric(notebook, question);
  if (start === null && end === null) return found;
  const known = found.impacts === "unknown" ? null : wholeOf(found.impacts);
  return { ...found, impacts: [completed({ start, end }, question, known)] };
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

/** None when the budget never burnt too fast, which only a metric that is there can say. */
async function findInMetric(
  notebook: Notebook,
  { objective, about, until }: ShareQuestion,
): Promise<Found> {
  const { indicator } = objective;
  const [start, end] = [wholeMinute(about - LOOK_BACK), wholeMinute(until)];
  const range = { start, end, step: STEP * Math.ceil((end - start) / STEP / MOST_POINTS) };
  const points = await notebook.curve(errorRatio(indicator, FIVE_MINUTES), range);
  const last = points.at(-1);
  if (last === undefined) return { impacts: "unknown", silentSince: null };
  const impacts = findImpacts(
    points.map(({ at, value }) => ({ at, ratio: value })),
    { budget: budgetOf(objective.target).toNumber(), about, until: range.end },
  );
  const whole = wholeOf(impacts);
  const isOver = whole !== null && whole.end < last.at;
  const isSilent = !isOver && end - last.at > LATE && !(await isCounted(notebook, indicator, end));
  return { impacts, silentSince: isSilent ? last.at : null };
}

/** Without traffic there is no share of errors, but there is a count: nothing. */
async function isCounted(notebook: Notebook, indicator: Indicator, at: number): Promise<boolean> {
  if (indicator.kind === "ratio") return false;
  return (await notebook.ask(over(indicator.total, FIVE_MINUTES), at)) !== null;
}

async function shareOf(
  notebook: Notebook,
  objective: Objective,
  { impacts, end }: { readonly impacts: readonly ImpactInterval[]; readonly end: number },
): Promise<IncidentShare> {
  const { indicator, target, window } = objective;
  const times = impacts.map(timeOf);
  if (indicator.kind === "ratio" || !countsEvents(indicator, window)) {
    const seconds = times.reduce((sum, time) => sum + time.seconds, 0);
    const failed = await sumOver(times, async (time) => {
      const ratio = await notebook.ask(errorRatio(indicator, time.seconds), time.at);
      return ratio === null ? null : ratio * time.seconds;
    });
    const ratio = failed === null ? null : failed / seconds;
    return shareByTime({ ratio, seconds, window }, target);
  }
  async function count(which: "bad" | "total", { at, seconds }: Time): Promise<number | null> {
    if (indicator.kind === "ratio") return null;
    const query = which === "bad" ? badEvents(indicator, seconds) : over(indicator.total, seconds);
    const value = await notebook.ask(query, at);
    const factor = eventsFactor(indicator[which], seconds);
    return value === null || factor === null ? null : value * factor;
  }
  const all = { at: end, seconds: window };
  const counted = {
    bad: await sumOver(times, (time) => count("bad", time)),
    total: await sumOver(times, (time) => count("total", time)),
    windowBad: await count("bad", all),
    windowTotal: await count("total", all),
  };
  const history = await historyOf(notebook, indicator.total, { at: end, most: window });
  const weekBefore = times.map(({ at, seconds }) => ({ at: at - WEEK, seconds }));
  const before = await sumOver(weekBefore, (time) => count("total", time));
  const share = shareByEvents({ ...counted, history, window }, target);
  return doubting(share, trafficDoubts(counted.total, before));
}

/** Of a query that mixes functions nobody can tell how many events it counts. */
function countsEvents({ bad, total }: Events, window: number): boolean {
  return [bad, total].every((query) => eventsFactor(query, window) !== null);
}

/** So many seconds up to a moment. */
type Time = { readonly at: number; readonly seconds: number };

function timeOf({ start, end }: ImpactInterval): Time {
  return { at: end, seconds: Math.max(FIVE_MINUTES, Math.round(end - start)) };
}

/** One after another; not known when one of them is not. */
async function sumOver(
  times: readonly Time[],
  count: (time: Time) => Promise<number | null>,
): Promise<number | null> {
  let sum = 0;
  for (const time of times) {
    const value = await count(time);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/** Most scrapes fall on a whole minute: an edge beside one has Prometheus guess what happened in between. */
function wholeMinute(at: number): number {
  return Math.floor(at / STEP) * STEP;
}

/** Asks one question after another, and keeps what was asked, what was answered, and what was warned of. */
type Notebook = {
  readonly ask: (query: string, at: number) => Promise<number | null>;
  readonly curve: (query: string, range: Range) => Promise<Series["points"]>;
  readonly pages: () => Pick<MeasuredShare, "asked" | "warnings">;
};
type Range = { readonly start: number; readonly end: number; readonly step: number };

function createNotebook(prometheus: Prometheus, labels: Labels): Notebook {
  const asked: AskedQuery[] = [];
  const warnings = new Set<string>();
  return {
    async ask(query, at) {
      const answer = await prometheus.instant(query, at);
      const value = withLabels(answer.data, labels)?.value ?? null;
      asked.push({ query, at, value });
      for (const warning of answer.warnings) warnings.add(warning);
      return value;
    },
    async curve(query, range) {
      const answer = await prometheus.range(query, range);
      for (const warning of answer.warnings) warnings.add(warning);
      return withLabels(answer.data, labels)?.points ?? [];
    },
    pages: () => ({ asked, warnings: [...warnings] }),
  };
}

/** For how many seconds before a moment anything was counted, at most so many: by days first, then by minutes. */
async function historyOf(
  notebook: Notebook,
  total: string,
  { at, most }: { readonly at: number; readonly most: number },
): Promise<number> {
  const query = over(total, HOUR);
  const [day] = await notebook.curve(query, { start: at - most, end: at, step: DAY });
  const end = day?.at ?? at;
  if (at - end >= most) return most;
  const [first] = await notebook.curve(query, { start: end - DAY, end, step: TEN_MINUTES });
  return first === undefined ? 0 : at - first.at;
}
