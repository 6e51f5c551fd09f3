import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Objective } from "#domain/objective/objective.ts";
import { dashboards } from "#prometheus/dashboards/dashboards.ts";
import { burnDown } from "#prometheus/dashboards/slo-queries.ts";
import { rulesFile } from "#prometheus/rules.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { filled, GrafanaDashboard, queriesOf } from "#test/support/grafana.ts";
import {
  checkRules,
  hasPromtool,
  type Question,
  type Scenario,
  testRules,
} from "#test/support/promtool.ts";

const MONTH = 30 * 86_400;
const ID = "checkout-requests";
const LEFT = `slo:period_error_budget_remaining:ratio{sloth_id="${ID}"}`;
const VALUES = {
  slo: ID,
  job: "checkout",
  service: "checkout",
  histogram: "http_request_duration_seconds",
  "failed:raw": 'code=~"5.."',
  __interval: "1m",
  __rate_interval: "4m",
  __range_s: "3600",
  "__from:date:seconds": "1000",
};
/** Minutes in which all is well, then as many with errors, then well again. */
const [GOOD, BAD, AFTER] = [60, 10, 60];
const END = GOOD + BAD + AFTER;
const TRAFFIC: Scenario["series"] = {
  'http_requests_total{code="200"}': `0+6000x${GOOD} ${GOOD * 6000 + 3000}+3000x${BAD - 1} ${GOOD * 6000 + BAD * 3000}+6000x${AFTER}`,
  'http_requests_total{code="500"}': `0+0x${GOOD} 3000+3000x${BAD - 1} ${BAD * 3000}+0x${AFTER}`,
};

function objective(more: Partial<Objective> = {}): Objective {
  return {
    id: ID,
    service: "checkout",
    name: "requests",
    description: "",
    target: new Big("0.999"),
    window: MONTH,
    indicator: {
      kind: "events",
      bad: 'sum(rate(http_requests_total{code="500"}[{{.window}}]))',
      total: "sum(rate(http_requests_total[{{.window}}]))",
    },
    labels: { team: "shop" },
    alert: { name: "CheckoutErrors", labels: {}, annotations: {}, page: null, ticket: null },
    minimumBad: 5,
    ...more,
  };
}

const BY_RATIO = objective({
  indicator: {
    kind: "ratio",
    errorRatio:
      '(sum(rate(http_requests_total{code="500"}[{{.window}}])) or vector(0)) / sum(rate(http_requests_total[{{.window}}]))',
  },
});
const BY_INCREASE = objective({
  id: "checkout.increase",
  indicator: {
    kind: "events",
    bad: 'sum(increase(http_requests_total{code="500"}[{{.window}}]))',
    total: "sum(increase(http_requests_total[{{.window}}]))",
  },
});

function dashboardOf(name: string, objectives: readonly Objective[]): GrafanaDashboard {
  const found = dashboards(objectives, ["checkout"]).find((one) => one.name === name);
  return asGrafana(found?.dashboard);
}

/** As it comes out of the file. */
function asGrafana(dashboard: unknown): GrafanaDashboard {
  return GrafanaDashboard.parse(JSON.parse(JSON.stringify(dashboard)));
}

/** The burn-down as it is drawn at a minute, of a chart from one minute to that one. */
function drawn(from: number, minute: number): Question["expr"] {
  const values = {
    ...VALUES,
    __range_s: `${(minute - from) * 60}`,
    "__from:date:seconds": `${from * 60}`,
  };
  return filled(burnDown(MONTH), values);
}

/** Whether two queries say the same of what was used; a step is not quite the same as a sample. */
function sameUse(a: string, b: string, minute: number): Question {
  const apart = `abs(vector((1 - scalar(${a})) / (1 - scalar(${b})) - 1))`;
  return { expr: `${apart} < bool 0.01`, minute, values: [1] };
}

function isWhole(query: string, minute: number): Question {
  return { expr: `sum(${query})`, minute, values: [1] };
}

/** The metrics that a query reads, by the prefix of their names. */
function metricsIn(queries: readonly string[], name: RegExp): readonly string[] {
  return [...new Set(queries.flatMap((query) => query.match(name) ?? []))].toSorted();
}

describe.skipIf(!hasPromtool())("the queries of dashboards", () => {
  it("are what Prometheus takes, once Grafana has filled in the variables", async () => {
    const all = dashboards(
      [objective(), BY_INCREASE, objective({ window: 7 * 86_400 })],
      ["checkout"],
    );
    const rules = all
      .flatMap(({ dashboard }) => queriesOf(asGrafana(dashboard), VALUES))
      .map((expr, at) => ({ record: `query:${at}`, expr }));

    expect(await checkRules(stringify({ groups: [{ name: "all", rules }] }))).toBe("");
  });

  it.each([
    ["by events", objective()],
    ["by a ratio alone", BY_RATIO],
  ])("draw a burn-down %s that ends at what is left", async (_, one) => {
    const questions = [
      sameUse(drawn(0, END), LEFT, END),
      // What the outage used is more than nothing, or all of this would prove nothing.
      { expr: `sum(${LEFT}) < bool 0`, minute: END, values: [1] },
      isWhole(drawn(GOOD + BAD + 10, END), END),
      sameUse(drawn(GOOD - 5, END), LEFT, END),
      isWhole(drawn(0, GOOD - 5), GOOD - 5),
    ];

    expect(await testRules(rulesFile([one]), [{ series: TRAFFIC, questions }])).toBe("");
  });

  it("count events a second, whether the objective counts by rate or by increase", async () => {
    const both = [objective(), BY_INCREASE];
    const chart = dashboardOf("slos-30d", both).panels.find(({ title }) => title === "Events");
    const all = chart?.targets[0]?.expr ?? "";
    const questions = both.map(({ id }) => {
      return { expr: `sum(${filled(all, { slo: id })})`, minute: 30, values: [100] };
    });

    expect(await testRules(rulesFile(both), [{ series: TRAFFIC, questions }])).toBe("");
  });
});

describe("the metrics of dashboards", () => {
  it("are recorded by the rules of the objectives", () => {
    for (const window of [7, 14, 30, 90].map((days) => days * 86_400)) {
      const one = objective({ window });
      const name = `slos-${window / 86_400}d`;
      const rules = rulesFile([one]);
      const asked = metricsIn(queriesOf(dashboardOf(name, [one]), VALUES), /slo:\w+:\w+/g);

      expect(asked.length).toBeGreaterThan(8);
      expect(asked.filter((metric) => !rules.includes(`record: ${metric}\n`))).toEqual([]);
    }
  });

  it("are those that Muster has", async () => {
    const { text } = await createMetrics().render();
    const queries = queriesOf(dashboardOf("muster", []), VALUES);
    const asked = metricsIn(queries, /(?:muster|process|nodejs)_\w+/g);

    expect(asked.length).toBeGreaterThan(15);
    const unknown = asked.filter(
      (name) => !text.includes(`# TYPE ${name.replace(/_(bucket|count)$/, "")} `),
    );
    expect(unknown).toEqual([]);
  });
});
