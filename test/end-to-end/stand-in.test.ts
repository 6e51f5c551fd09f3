import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { answerInstant, answerRange } from "#demo/prometheus/answer.ts";
import {
  type Prometheus as StandIn,
  startPrometheus as startStandIn,
} from "#demo/prometheus/prometheus.ts";
import { NAME, type Samples } from "#demo/prometheus/samples.ts";
import { OwnSlo, ownObjective } from "#domain/configuration/objectives-configuration.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { createPrometheus, type Prometheus } from "#prometheus/client/prometheus.ts";
import { badEvents, errorRatio, over } from "#prometheus/expressions.ts";
import { measureShare } from "#prometheus/measure-share.ts";
import { readBudget } from "#prometheus/read-budget.ts";
import { readChart } from "#prometheus/read-chart.ts";
import { freePort } from "#test/support/process.ts";
import { hasPrometheus, startPrometheus } from "#test/support/prometheus.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Enough for a day before and after; a month would take Prometheus long to read. */
const DAYS = 2;
/** Two hours ago, so that all of it has happened: the demo's time begins here. */
const BEGIN = Math.floor(Date.now() / 1000 / MINUTE) * MINUTE - 2 * HOUR;
const OUTAGE = BEGIN + 10 * MINUTE;
const END = OUTAGE + 25 * MINUTE;
const DOWN = { from: OUTAGE + 8 * MINUTE, until: OUTAGE + 13 * MINUTE };
const NOW = BEGIN + 90 * MINUTE;

/** Times at which something is different: before, at its edges, in the middle, and afterwards. */
const TIMES = [
  ["long before", BEGIN - DAY],
  ["in the first minute", OUTAGE + 30],
  ["while nothing is scraped", DOWN.until - 30],
  ["when it is scraped again", DOWN.until + 40],
  ["at the end", END],
  ["when there is no sample in five minutes", NOW + 20 * MINUTE],
  ["an hour later", NOW],
] as const;

/** What the demo promises, as its muster.yaml says. */
async function promises(): Promise<readonly Objective[]> {
  const { slos } = parse(await readFile("demo/muster.yaml", "utf8"));
  return Object.entries(slos).map(([id, slo]) => ownObjective({ id, ...OwnSlo.parse(slo) }));
}

/** A stand-in in which an outage happened, and was not seen for five minutes. */
async function playOutage(): Promise<StandIn> {
  let now = BEGIN * 1000;
  const standIn = await startStandIn(() => now, DAYS);
  now = (OUTAGE + 7 * MINUTE) * 1000;
  standIn.samples();
  standIn.breaks({ from: OUTAGE, failing: 0.125, slow: 0.03 });
  now = DOWN.from * 1000;
  await standIn.run(false);
  now = DOWN.until * 1000;
  await standIn.run(true);
  now = END * 1000;
  standIn.heals();
  now = NOW * 1000;
  return standIn;
}

/** The same counters once more, but that they began anew in the middle of the outage. */
function withRestart({ times, series }: Samples): Samples {
  const [first] = series;
  if (first === undefined) throw new Error("nothing was scraped");
  const place = times.findIndex((at) => at > (OUTAGE + 4 * MINUTE) * 1000);
  const base = first.values[place - 1] ?? 0;
  const values = first.values.map((value, at) => (at < place ? value : value - base));
  const restarted = { labels: { ...first.labels, [NAME]: "restarted_total" }, values };
  return { times, series: [...series, restarted] };
}

function openMetrics({ times, series }: Samples): string {
  const lines = series.flatMap(({ labels: { [NAME]: name, ...labels }, values }) => {
    const written = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return values.map(
      (value, at) => `${name}{${written.join()}} ${value} ${(times[at] ?? 0) / 1000}`,
    );
  });
  return [...lines, "# EOF", ""].join("\n");
}

/** To nine figures, wherever there is a number, and in an order of its own. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(9));
  if (typeof value === "string")
    return /^[-\d.]+(?:e[-+]?\d+)?$/.test(value) ? rounded(+value) : value;
  if (Array.isArray(value)) return inOrder(value.map(rounded));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
}

/** Series stand in no order; points do. */
function inOrder(items: readonly unknown[]): readonly unknown[] {
  const hasSeries = items.every((item) => keyOf(item) !== undefined);
  return hasSeries ? items.toSorted((a, b) => (`${keyOf(a)}` < `${keyOf(b)}` ? -1 : 1)) : items;
}

function keyOf(series: unknown): string | undefined {
  const { metric } = Object(series) as { metric?: object };
  const sorted = Object.entries(metric ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return metric && JSON.stringify(sorted);
}

/** All that Muster asks about an objective, when the outage is over. */
async function readAll(prometheus: Prometheus, objective: Objective) {
  const asked = { objective, labels: {}, until: NOW };
  return {
    budget: await readBudget(prometheus, objective, END),
    chart: await readChart(prometheus, { ...asked, from: OUTAGE - HOUR }),
    measured: await measureShare(prometheus, { ...asked, about: OUTAGE + 7 * MINUTE }),
  };
}

describe.skipIf(!hasPrometheus())(
  "the demo's Prometheus, beside a real one on the same samples",
  () => {
    let real: Prometheus;
    let demo: Prometheus;
    let samples: Samples;
    let url = "";
    let objectives: readonly Objective[] = [];
    let stop: (() => Promise<unknown>)[] = [];

    beforeAll(async () => {
      const standIn = await playOutage();
      samples = withRestart(standIn.samples());
      const history = openMetrics(samples);
      const server = await startPrometheus({ port: await freePort(), history });
      stop = [standIn.stop, server.stop];
      url = server.url;
      real = createPrometheus({ url: server.url }, { timeoutMs: 30_000 });
      demo = createPrometheus({ url: standIn.url }, { timeoutMs: 30_000 });
      objectives = await promises();
    });
    afterAll(() => Promise.all(stop.map((end) => end())));

    /** The data as it is written. */
    async function askReal(what: string, form: Readonly<Record<string, string>>): Promise<unknown> {
      const body = new URLSearchParams(form);
      const answer = await fetch(`${url}/api/v1/${what}`, { method: "POST", body });
      return ((await answer.json()) as { data: unknown }).data;
    }

    it.each(TIMES)("answers each question about an objective the same: %s", async (_, at) => {
      const queries = objectives.flatMap(({ indicator }) => {
        if (indicator.kind === "ratio") return [];
        return [5 * MINUTE, HOUR, 30 * DAY].flatMap((range) => [
          errorRatio(indicator, range),
          badEvents(indicator, range),
          over(indicator.total, range),
        ]);
      });

      expect(queries).toHaveLength(18);
      for (const query of queries) {
        const found = await demo.instant(query, at);
        expect(rounded(found)).toEqual(rounded(await real.instant(query, at)));
      }
    });

    it("is read, drawn and measured the same", async () => {
      for (const objective of objectives) {
        const [found, expected] = [await readAll(demo, objective), await readAll(real, objective)];

        expect(found.measured.share.share).toBeGreaterThan(0.002);
        expect(rounded(found)).toEqual(rounded(expected));
      }
    });

    it.each([
      "sum(rate(restarted_total[30m]))",
      "sum by (code) (increase(http_requests_total[1h]))",
      'max without (code, job) (http_requests_total{code!="200"})',
      "avg(http_requests_total) / count(http_requests_total)",
      'http_requests_total{code=~"2..|4.."} > bool 100 or vector(1)',
      'rate(http_requests_total[5m]) > 1 and rate({__name__="http_requests_total"}[5m]) < 1000',
      "http_requests_total unless http_requests_total{code='200'}",
      "-min(http_requests_total) * 2 + 1e3 - 0.5",
      "1 - 2 - 3 * 4 / 2 >= bool -time()",
      "nobody_counts_this",
    ])("works out %s the same", async (query) => {
      const instant = { query, time: `${OUTAGE + 20 * MINUTE}` };
      const range = { query, start: `${OUTAGE - 600}`, end: `${NOW}`, step: "77" };

      const [found, drawn] = [
        answerInstant(instant, samples, NOW * 1000),
        answerRange(range, samples),
      ];

      expect(rounded(found)).toEqual(rounded(await askReal("query", instant)));
      expect(rounded(drawn)).toEqual(rounded(await askReal("query_range", range)));
    });

    it.each([
      ["what is no PromQL", "sum(rate(http_requests_total[5m])"],
      ["a range where a value is wanted", "http_requests_total[5m] + 1"],
      ["a sum of a number", "sum(1)"],
      ["two numbers compared", "1 < 2"],
      ["what matches several", "http_requests_total / on() http_requests_total"],
    ])("refuses %s, as a real one does", async (_, query) => {
      for (const server of [demo, real]) {
        await expect(server.instant(query, NOW)).rejects.toMatchObject({ code: "refused" });
      }
    });
  },
);
