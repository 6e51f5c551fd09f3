import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shareOfEvents } from "#domain/objective/budget.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { createPrometheus, type Prometheus } from "#prometheus/client/prometheus.ts";
import { readChart } from "#prometheus/read-chart.ts";
import { readInputs } from "#prometheus/read-inputs.ts";
import { objective } from "#test/support/objective.ts";
import { freePort } from "#test/support/process.ts";
import {
  hasPrometheus,
  type RunningPrometheus,
  startPrometheus,
} from "#test/support/prometheus.ts";
import { scrapesOf, type Traffic, truth } from "#test/support/synthetic-traffic.ts";

const DAY = 86_400;
const HOUR = 3600;
const MINUTE = 60;
const WINDOW = 30 * DAY;
const OUTAGE = { start: DAY + 20 * HOUR, end: DAY + 20 * HOUR + 15 * MINUTE, ratio: 0.4 };
const DAYS: Traffic = {
  days: 2,
  every: 30,
  baseline: 0.0002,
  troubles: [OUTAGE],
  restarts: [],
  gaps: [],
};
const EPOCH = Math.floor(Date.now() / 1000 / DAY) * DAY - 3 * DAY;
const BAD = 'sum(rate(http_requests_total{code="500"}[{{.window}}]))';
const ALL = "sum(rate(http_requests_total[{{.window}}]))";

const BY_EVENTS = objective({ indicator: { kind: "events", bad: BAD, total: ALL } });
const BY_RATIO = objective({ indicator: { kind: "ratio", errorRatio: `${BAD} / ${ALL}` } });

/** What was left at the end of a time that began with a whole budget. */
function leftAfter(start: number, end: number): number {
  const { bad } = truth(DAYS, start, end);
  const { total } = truth(DAYS, 0, end);
  return 1 - (shareOfEvents({ bad, total }, BY_EVENTS.target) ?? Number.NaN);
}

describe.skipIf(!hasPrometheus())("the curves of a chart", () => {
  let server: RunningPrometheus;
  let prometheus: Prometheus;

  beforeAll(async () => {
    server = await startPrometheus({ port: await freePort(), history: scrapesOf(DAYS, EPOCH) });
    prometheus = createPrometheus({ url: server.url }, { timeoutMs: 30_000 });
  });
  afterAll(() => server.stop());

  function read(start: number, end: number, what: Objective = BY_EVENTS, allowed?: number) {
    const times = { from: EPOCH + start, until: EPOCH + end };
    const more = allowed === undefined ? {} : { allowed };
    return readChart(prometheus, { objective: what, labels: {}, ...times, ...more });
  }

  it.each([
    ["two hours, minute by minute", HOUR, HOUR, 1],
    ["fifteen hours", 12 * HOUR, 3 * HOUR, 4],
    ["all that there is", OUTAGE.start - HOUR, 3 * HOUR, 12],
  ])("say what really was left over %s", async (_, before, after, minutes) => {
    const [start, end] = [OUTAGE.start - before, OUTAGE.end + after];
    const { left, step } = await read(start, end);

    expect(step).toBe(minutes * MINUTE);
    expect(left[0]?.value).toBe(1);
    const used = 1 - (left.at(-1)?.value ?? 1);
    expect(used / (1 - leftAfter(start, end))).toBeCloseTo(1, 2);
  });

  it("stand beside what the budget is computed from", async () => {
    const at = OUTAGE.end;
    const { bad, total } = truth(DAYS, 0, at);

    const inputs = await readInputs(prometheus, BY_EVENTS, EPOCH + at);
    const byTime = await readInputs(prometheus, BY_RATIO, EPOCH + at);

    expect((inputs.bad ?? 0) / bad).toBeCloseTo(1, 2);
    expect((inputs.total ?? 0) / total).toBeCloseTo(1, 2);
    expect(inputs.recentRatio).toBeCloseTo(0.4, 2);
    expect(byTime).toMatchObject({ bad: null, total: null, groups: 1 });
    expect(byTime.windowRatio).toBeCloseTo(bad / total, 4);
  });

  it("burn as fast as it did, and only then", async () => {
    const { burn } = await read(OUTAGE.start - HOUR, OUTAGE.end + HOUR);

    expect(Math.max(...burn.map(({ value }) => value))).toBeCloseTo(400, 0);
    const before = burn.filter(({ at }) => at <= EPOCH + OUTAGE.start);
    expect(Math.max(...before.map(({ value }) => value))).toBeCloseTo(0.2, 2);
  });

  it("fall by time where events are not counted", async () => {
    const { left } = await read(OUTAGE.start - HOUR, OUTAGE.end + HOUR, BY_RATIO);
    const used = (400 * 15 * MINUTE + 0.2 * 2 * HOUR) / WINDOW;

    expect(left.at(-1)?.value).toBeCloseTo(1 - used, 2);
  });

  it("take what may fail as it was measured", async () => {
    const { bad } = truth(DAYS, OUTAGE.start, OUTAGE.end);
    const { left } = await read(OUTAGE.start - HOUR, OUTAGE.end + HOUR, BY_EVENTS, 4 * bad);

    expect(left.at(-1)?.value).toBeCloseTo(0.75, 2);
  });

  it("are empty where Prometheus knows nothing", async () => {
    const unknown = objective({
      indicator: { kind: "events", bad: BAD, total: ALL.replace("http", "no") },
    });
    const { left, burn } = await read(OUTAGE.start, OUTAGE.end, unknown);

    expect([left, burn]).toEqual([[], []]);
  });
});
