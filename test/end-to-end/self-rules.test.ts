import { describe, expect, it } from "vitest";
import type { RuleGroup } from "#prometheus/rule.ts";
import { selfObjectives } from "#prometheus/self/self-objectives.ts";
import { selfRuleGroups, selfRulesFile } from "#prometheus/self/self-rules.ts";
import {
  checkRules,
  hasPromtool,
  type Question,
  type Scenario,
  testRules,
} from "#test/support/promtool.ts";

const OF = 'job="muster"';
const UP = { [`up{${OF},instance="a"}`]: "1x60" };
const PAGED = `muster_accepted_to_paged_seconds`;

/** These fire after half an hour, and no others. */
function firing(...names: readonly string[]): readonly Question[] {
  const all = 'ALERTS{alertstate="firing"}';
  const expected = names.map((name) => `alertname!="${name}"`).join(",");
  return [
    { expr: `count(${all}) or vector(0)`, minute: 30, values: [names.length] },
    {
      expr: `count(ALERTS{alertstate="firing",${expected}}) or vector(0)`,
      minute: 30,
      values: [0],
    },
  ];
}

/** All is well but for these series. */
function scenario(series: Scenario["series"], ...names: readonly string[]): Scenario {
  return { series: { ...UP, ...series }, questions: firing(...names) };
}

/** What the page needs of the rules: those over longer windows cost most of the time. */
const WINDOWS = ["5m", "30m", "1h", "6h"];

function needed(groups: readonly RuleGroup[]): string {
  const fewer = groups.map(({ name, rules }) => ({
    name,
    rules: rules.filter(({ labels }) => {
      return WINDOWS.includes(labels["sloth_window"] ?? "") || labels["sloth_severity"] === "page";
    }),
  }));
  return JSON.stringify({ groups: fewer.filter(({ rules }) => rules.length > 0) });
}

describe.skipIf(!hasPromtool())("rules about Muster itself", () => {
  const wanted = { job: "muster", runbooks: "docs/watching.md" };

  it("are what promtool accepts", async () => {
    const file = selfRulesFile({ ...wanted, objectives: await selfObjectives() });

    expect(await checkRules(file)).toBe("");
  });

  it("say what is wrong, each by one alert, and nothing while all is well", async () => {
    const scenarios: Scenario[] = [
      scenario({
        [`muster_awaited_page_seconds{${OF}}`]: "60x60",
        [`muster_impaired{${OF},part="database",risk="pages-at-risk"}`]: "0x60",
      }),
      {
        series: { [`up{${OF},instance="a"}`]: "0x60" },
        questions: firing("MusterDown", "MusterReplicaDown"),
      },
      { series: {}, questions: firing("MusterDown") },
      scenario({ [`muster_awaited_page_seconds{${OF}}`]: "61x60" }, "MusterNobodyPaged"),
      scenario({ [`muster_outbox_oldest_seconds{${OF},kind="reach"}`]: "90x60" }, "MusterJobsWait"),
      scenario({ [`muster_outbox_oldest_seconds{${OF},kind="channel"}`]: "90x60" }),
      scenario({ [`muster_deliveries_oldest_seconds{${OF}}`]: "90x60" }, "MusterDeliveriesWait"),
      scenario(
        { [`muster_impaired{${OF},part="slack-token",risk="pages-at-risk"}`]: "1x60" },
        "MusterImpaired",
      ),
      scenario(
        { [`muster_quarantine_total{${OF},source="prod"}`]: "_x20 1x40" },
        "MusterQuarantine",
      ),
      scenario(
        { [`muster_pages_total{${OF},result="failed",target="person"}`]: "0x25 1x35" },
        "MusterPagesFail",
      ),
      scenario(
        { [`muster_heartbeats_total{${OF},result="failed"}`]: "0x20 1+1x40" },
        "MusterHeartbeatFails",
      ),
    ];

    expect(await testRules(selfRulesFile({ ...wanted, objectives: [] }), scenarios)).toBe("");
  });

  it("page when the budget of pages within ten seconds burns, as either Prometheus writes the bucket", async () => {
    const page = 'ALERTS{alertname="MusterPagesLate",sloth_severity="page",alertstate="firing"}';
    const scenarios = ["10", "10.0"].map((le) => ({
      series: {
        ...UP,
        [`${PAGED}_count{${OF}}`]: "0+100x60",
        [`${PAGED}_bucket{${OF},le="${le}"}`]: "0+90x60",
      },
      questions: [{ expr: `count(${page})`, minute: 30, values: [1] }],
    }));

    const rules = needed(selfRuleGroups({ ...wanted, objectives: await selfObjectives() }));
    expect(await testRules(rules, scenarios)).toBe("");
  });
});
