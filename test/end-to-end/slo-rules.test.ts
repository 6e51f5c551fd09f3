import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import type { Objective } from "#domain/objective/objective.ts";
import { parsePrometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { ruleGroups, rulesFile } from "#prometheus/rules.ts";
import { objective } from "#test/support/objective.ts";
import {
  checkRules,
  hasPromtool,
  type Question,
  type Scenario,
  testRules,
} from "#test/support/promtool.ts";

const BEFORE = 360;
const PER_MINUTE = 60_000;
const SERIES = 'http_requests_total{job="checkout",code="200"}';
const ERRORS = 'http_requests_total{job="checkout",code="500"}';
const PAGE = 'ALERTS{alertname="CheckoutErrors",sloth_severity="page",alertstate="firing"}';

function labelled(more: Partial<Objective> = {}): Objective {
  const { alert, ...rest } = objective(more);
  const none = { labels: {}, annotations: {} };
  return {
    ...rest,
    labels: { team: "shop" },
    alert: {
      ...alert,
      labels: { category: "availability" },
      annotations: { runbook_url: "https://muster.example/runbooks/errors" },
      page: none,
      ticket: { ...none, labels: { severity: "low" } },
    },
  };
}

/** Six good hours, then a share of errors for some minutes, then four good hours. */
function outage(share: number, minutes: number): Scenario["series"] {
  const bad = Math.round(share * PER_MINUTE);
  const good = PER_MINUTE - bad;
  const goodAt = BEFORE * PER_MINUTE;
  const goodEnd = goodAt + good * minutes;
  return {
    [SERIES]: `0+${PER_MINUTE}x${BEFORE} ${goodAt + good}+${good}x${minutes - 1} ${goodEnd + PER_MINUTE}+${PER_MINUTE}x240`,
    [ERRORS]: `0+0x${BEFORE} ${bad}+${bad}x${minutes - 1} ${bad * minutes}+0x240`,
  };
}

/** What one alert needs of the rules: the others cost most of the time. */
function rulesOf(
  severity: "page" | "ticket",
  windows: readonly string[],
  more: Partial<Objective> = {},
): string {
  const groups = ruleGroups([labelled(more)]).map(({ name, rules }) => ({
    name,
    rules: rules.filter(({ labels }) => {
      return (
        windows.includes(labels["sloth_window"] ?? "") || labels["sloth_severity"] === severity
      );
    }),
  }));
  return JSON.stringify({ groups });
}

function pageRules(more: Partial<Objective> = {}): string {
  return rulesOf("page", ["5m", "30m", "1h", "6h"], more);
}

function ticketRules(): string {
  return rulesOf("ticket", ["2h", "6h", "1d", "3d"]);
}

/** Whether the page fires so many minutes after the first bad one. */
function paging(minute: number, alerts: 0 | 1): Question {
  return { expr: `count(${PAGE}) or vector(0)`, minute: BEFORE + 1 + minute, values: [alerts] };
}

describe.skipIf(!hasPromtool())("rules for objectives", () => {
  it("are what promtool accepts, by events and by a ratio alone, with groups and other windows", async () => {
    const ratio = {
      kind: "ratio",
      errorRatio: "1 - avg_over_time(probe_success[{{.window}}])",
    } as const;
    const grouped = {
      kind: "events",
      bad: "sum by (region) (increase(bad_total[{{.window}}]))",
      total: "sum by (region) (increase(all_total[{{.window}}]))",
    } as const;
    const file = rulesFile([
      labelled(),
      labelled({ id: "probe-up", service: "probe", indicator: ratio }),
      labelled({ id: "regions", target: new Big("0.9"), indicator: grouped }),
      labelled({ id: "week", window: parsePrometheusDuration("7d") ?? 0 }),
    ]);

    expect(await checkRules(file)).toBe("");
  });

  it("page as soon as theory says and not before, and stay one alert when the slower pair takes over", async () => {
    const labels = `count(count by (alertname, sloth_id, severity, category, team) (${PAGE}))`;
    const windowed = `count(ALERTS{sloth_window!=""}) or vector(0)`;
    const one = [2, 20, 37].flatMap((minute) => [
      { expr: labels, minute: BEFORE + 1 + minute, values: [1] },
      { expr: windowed, minute: BEFORE + 1 + minute, values: [0] },
    ]);
    const scenarios: Scenario[] = [
      {
        series: outage(1, 10),
        questions: [paging(-1, 0), paging(1, 1), paging(38, 1), paging(41, 0), ...one],
      },
      {
        series: outage(0.1, 30),
        questions: [paging(6, 0), paging(9, 1), paging(57, 1), paging(61, 0)],
      },
      { series: outage(0.02, 120), questions: [paging(41, 0), paging(44, 1), paging(142, 0)] },
      {
        series: outage(0.0144, 90),
        questions: [30, 59, 60, 75, 89, 95].map((minute) => paging(minute, 0)),
      },
    ];

    expect(await testRules(pageRules(), scenarios)).toBe("");
  });

  it("count a series of errors that is not there as no errors, and no traffic as nothing", async () => {
    const ratio = 'slo:sli_error:ratio_rate5m{sloth_id="checkout-requests"}';
    const rest = 'slo:period_error_budget_remaining:ratio{sloth_id="checkout-requests"}';
    const quiet: Scenario = {
      series: { [SERIES]: `0+${PER_MINUTE}x60 _x30 0+${PER_MINUTE}x60` },
      questions: [
        { expr: `sum(${ratio})`, minute: 30, values: [0] },
        { expr: `sum(${ratio})`, minute: 80, values: [] },
        { expr: `sum(${rest})`, minute: 80, values: [1] },
        { expr: `sum(${rest})`, minute: 120, values: [1] },
      ],
    };

    expect(await testRules(rulesFile([labelled()]), [quiet])).toBe("");
  });

  it("page nobody for a single failure among few requests", async () => {
    const series = {
      [SERIES]: "0+1x100",
      [ERRORS]: "0+0x60 1+0x40",
    };
    const questions = [2, 10, 30].map((minute) => ({ ...paging(minute, 0), minute: 61 + minute }));
    const scenarios = [{ series, questions }];

    expect(await testRules(pageRules(), scenarios)).toBe("");
    expect(await testRules(pageRules({ minimumBad: 1 }), scenarios)).toContain("FAILED");
  });

  it("make a ticket of what burns for long, which holds for six hours, and none of what does not", async () => {
    // Four good days in steps of half an hour, one with some bad minutes, and ten good hours.
    const [step, good, after] = [30, 4 * 48, 20];
    const all = step * PER_MINUTE;
    const end = (good + 1) * step;
    function outageOf(share: number, minutes: number): Scenario["series"] {
      const bad = share * minutes * PER_MINUTE;
      const total = all * (good + 1) - bad;
      return {
        [SERIES]: `0+${all}x${good} ${total} ${total + all}+${all}x${after}`,
        [ERRORS]: `0+0x${good} ${bad}+0x${after + 1}`,
      };
    }
    function ticket(minute: number, alerts: 0 | 1): Question {
      const expr = `count(${PAGE.replace("page", "ticket")}) or vector(0)`;
      return { expr, minute: end + minute, values: [alerts] };
    }
    const holding = [ticket(-step, 0), ticket(0, 1), ticket(330, 1), ticket(390, 0)];
    const scenarios: Scenario[] = [
      { series: outageOf(1, 10), questions: holding },
      { series: outageOf(0.5, 10), questions: holding },
      { series: outageOf(0.1, 30), questions: [0, 90, 330].map((minute) => ticket(minute, 0)) },
    ];

    expect(await testRules(ticketRules(), scenarios, step)).toBe("");
  });

  it("carry how fast the budget burns and what is left of it, each alert of its own", async () => {
    const none = { labels: {}, annotations: {} };
    const regions = labelled({
      target: new Big("0.9"),
      indicator: {
        kind: "events",
        bad: 'sum by (region) (rate(all_total{code="500"}[{{.window}}]))',
        total: "sum by (region) (rate(all_total[{{.window}}]))",
      },
    });
    const file = rulesFile([{ ...regions, alert: { ...regions.alert, page: none, ticket: null } }]);
    const series = {
      'all_total{region="a",code="200"}': "0+60x70",
      'all_total{region="b \\"x\\"",code="200"}': "0+15x70",
      'all_total{region="b \\"x\\"",code="500"}': "0+45x70",
    };
    const labels = {
      region: 'b "x"',
      team: "shop",
      category: "availability",
      severity: "page",
      sloth_id: "checkout-requests",
      sloth_service: "checkout",
      sloth_slo: "requests",
      sloth_severity: "page",
    };
    const annotations = {
      title: "(page) checkout uses its error budget for requests too fast.",
      summary: "checkout requests: the error budget burns too fast.",
      runbook_url: "https://muster.example/runbooks/errors",
      burn_rate: "7.5",
      budget_remaining: "-650%",
    };
    const firing = [{ name: "CheckoutErrors", minute: 60, alerts: [{ labels, annotations }] }];

    expect(await testRules(file, [{ series, firing }])).toBe("");
  });

  it("know nothing of a histogram without the bucket that is asked for, instead of taking all for good", async () => {
    const slow = labelled({
      indicator: {
        kind: "events",
        bad: 'sum(rate(took_seconds_count[{{.window}}])) - sum(rate(took_seconds_bucket{le="1"}[{{.window}}]))',
        total: "sum(rate(took_seconds_count[{{.window}}]))",
      },
    });
    const ratio = 'sum(slo:sli_error:ratio_rate5m{sloth_id="checkout-requests"})';
    const all = { took_seconds_count: "0+100x60" };
    const scenarios: Scenario[] = [
      {
        series: { ...all, 'took_seconds_bucket{le="1"}': "0+99x60" },
        questions: [{ expr: `round(${ratio}, 0.001)`, minute: 30, values: [0.01] }],
      },
      {
        series: { ...all, 'took_seconds_bucket{le="1.0"}': "0+99x60" },
        questions: [{ expr: ratio, minute: 30, values: [] }],
      },
    ];

    expect(await testRules(rulesFile([slow]), scenarios)).toBe("");
  });

  it("leave out what can never fire", () => {
    const loose = rulesFile([labelled({ target: new Big("0.9") })]);

    expect(loose).not.toContain("1.44");
    expect(loose).toContain("> 0.6)");
  });
});
