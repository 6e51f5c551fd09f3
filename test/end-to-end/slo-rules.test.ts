import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import type { Objective } from "#domain/objective/objective.ts";
import { parsePrometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { ruleGroups, rulesFile } from "#prometheus/rules.ts";
import { objective } from "#test/support/objective.ts";
import { checkRules, hasPromtool, type Scenario, testRules } from "#test/support/promtool.ts";

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

/** What a page needs of the rules: those of days and months cost most of the time. */
function pageRules(more: Partial<Objective> = {}): string {
  const slow = ["2h", "1d", "3d", "30d"];
  const groups = ruleGroups([labelled(more)]).map(({ name, rules }) => ({
    name,
    rules: rules.filter(({ labels }) => {
      return !slow.includes(labels["sloth_window"] ?? "") && labels["sloth_severity"] !== "ticket";
    }),
  }));
  return JSON.stringify({ groups });
}

/** Whether the page fires so many minutes after the first bad one. */
function paging(minute: number, alerts: 0 | 1): Scenario["questions"][number] {
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
      [SERIES]: "0+1x400",
      [ERRORS]: "0+0x360 1+0x40",
    };
    const scenarios = [{ series, questions: [2, 10, 30].map((minute) => paging(minute, 0)) }];

    expect(await testRules(pageRules(), scenarios)).toBe("");
    expect(await testRules(pageRules({ minimumBad: 1 }), scenarios)).toContain("FAILED");
  });

  it("leave out what can never fire", () => {
    const loose = rulesFile([labelled({ target: new Big("0.9") })]);

    expect(loose).not.toContain("1.44");
    expect(loose).toContain("> 0.6)");
  });
});
