import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ObjectiveFiles, readObjectives } from "#config/objectives/read-objectives.ts";
import { ruleGroups } from "#prometheus/rules.ts";
import { SLOTH_FILES } from "./sloth-files.ts";

/** The originals may be read instead of the files that are like them: this names their folder. */
const ORIGINALS = process.env["SLOTH_EXAMPLES"];

type Words = Readonly<Record<string, string>>;
/** One objective: its id, the alerts as name and factors by pair of windows, and what carries which labels. */
type Expected = {
  readonly id: string;
  readonly alert: string | null;
  readonly objective: string;
  /** Thresholds of the pairs: 5m/1h, 30m/6h, 2h/1d and 6h/3d. */
  readonly thresholds: readonly string[];
  readonly recorded: Words;
  readonly page: Words;
  readonly ticket: Words;
};

const MINE = { owner: "myteam", repo: "myorg/myservice", tier: "2" };
const THEIRS = { owner: "myteam2", repo: "myorg/myservice2", tier: "1" };
const WIFI = { cluster: "valhalla", component: "ubiquiti", context: "home" };
const K8S = { cluster: "valhalla", component: "kubernetes" };
const THREE_NINES = ["0.0144", "0.006", "0.003", "0.001"];
const FOUR_NINES = ["0.00144", "0.0006", "0.0003", "0.0001"];
const TWO_NINES = ["0.144", "0.06", "0.03", "0.01"];
const LOOSE = ["0.72", "0.3", "0.15", "0.05"];

const MY_SERVICE: Expected = {
  id: "myservice-requests-availability",
  alert: "MyServiceHighErrorRate",
  objective: "99.9",
  thresholds: THREE_NINES,
  recorded: MINE,
  page: { category: "availability", severity: "pageteam", routing_key: "myteam" },
  ticket: { category: "availability", severity: "slack", slack_channel: "#alerts-myteam" },
};
const MY_SERVICE_2: Expected = {
  ...MY_SERVICE,
  id: "myservice2-requests-availability",
  objective: "99.99",
  thresholds: FOUR_NINES,
  recorded: THEIRS,
};
const GOOD_WIFI: Expected = {
  id: "home-wifi-good-wifi-client-satisfaction",
  alert: "GoodWifiClientSatisfaction",
  objective: "95",
  thresholds: LOOSE,
  recorded: WIFI,
  page: { severity: "home" },
  ticket: { severity: "warning" },
};
const RISK_WIFI: Expected = {
  ...GOOD_WIFI,
  id: "home-wifi-risk-wifi-client-satisfaction",
  alert: "RiskWifiClientSatisfaction",
  objective: "99.9",
  thresholds: THREE_NINES,
};
const AVAILABILITY: Expected = {
  id: "k8s-apiserver-requests-availability",
  alert: "K8sApiserverAvailabilityAlert",
  objective: "99.9",
  thresholds: THREE_NINES,
  recorded: { ...K8S, category: "availability" },
  page: { category: "availability", severity: "critical" },
  ticket: { category: "availability", severity: "warning" },
};
const LATENCY: Expected = {
  id: "k8s-apiserver-requests-latency",
  alert: "K8sApiserverLatencyAlert",
  objective: "99",
  thresholds: TWO_NINES,
  recorded: { ...K8S, category: "latency" },
  page: { category: "latency", severity: "critical" },
  ticket: { category: "latency", severity: "warning" },
};
const RAW_WIFI: Expected = {
  ...GOOD_WIFI,
  id: "home-wifi-wifi-client-satisfaction",
  alert: "WifiClientSatisfaction",
};
const NO_ALERTS: Expected = {
  id: "myapp-http-availability",
  alert: null,
  objective: "99.99",
  thresholds: [],
  recorded: { owner: "myteam" },
  page: {},
  ticket: {},
};

let folder = "";
beforeAll(async () => {
  folder = ORIGINALS ?? (await mkdtemp(join(tmpdir(), "muster-sloth-")));
  if (ORIGINALS !== undefined) return;
  for (const [name, text] of Object.entries(SLOTH_FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(async () => {
  if (ORIGINALS === undefined) await rm(folder, { recursive: true });
});

function read(name: string): Promise<ObjectiveFiles> {
  return readObjectives([join(folder, name)]);
}

describe("what Sloth makes of its examples is made of them here too", () => {
  it.each<[string, readonly Expected[]]>([
    ["getting-started.yml", [MY_SERVICE]],
    ["k8s-getting-started.yml", [MY_SERVICE]],
    ["multifile.yml", [MY_SERVICE, MY_SERVICE_2]],
    ["k8s-multifile.yml", [MY_SERVICE, MY_SERVICE_2]],
    ["home-wifi.yml", [GOOD_WIFI, RISK_WIFI]],
    ["k8s-home-wifi.yml", [GOOD_WIFI, RISK_WIFI]],
    ["raw-home-wifi.yml", [RAW_WIFI]],
    ["kubernetes-apiserver.yml", [AVAILABILITY, LATENCY]],
    ["no-alerts.yml", [NO_ALERTS]],
  ])("%s: names, windows, factors and labels", async (name, expected) => {
    const { objectives, findings } = await read(name);

    expect(findings).toEqual([]);
    expect(objectives.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    for (const [at, { rules }] of ruleGroups(objectives).entries()) {
      const one = expected[at] ?? MY_SERVICE;
      expect(alertsIn(rules)).toEqual(alertsOf(one));
      expect(recordedIn(rules)).toEqual(recordedOf(one));
    }
  });
});

describe("what only Sloth can do is refused with the reason", () => {
  it.each([
    [
      "contrib-denominator-corrected.yaml",
      "plugins of Sloth are programs that Muster does not run",
    ],
    ["slo-plugin-getting-started.yml", "plugins of Sloth are programs that Muster does not run"],
    ["plugin-getting-started.yml", "plugins of Sloth are programs that Muster does not run"],
    ["openslo-getting-started.yml", "this is an early form of OpenSLO, which v1 has replaced"],
    ["windows/7d.yaml", 'there is no "AlertWindows" among the kinds of objectives'],
  ])("%s", async (name, reason) => {
    const { objectives, findings } = await read(name);

    expect(objectives).toEqual([]);
    expect(findings.map(({ level, message }) => [level, message])).toEqual([["error", reason]]);
  });
});

type Rules = ReturnType<typeof ruleGroups>[number]["rules"];

/** Every alert with its labels, and each window with the threshold above which it burns. */
function alertsIn(rules: Rules): readonly unknown[] {
  return rules.flatMap((rule) => {
    if (!("alert" in rule)) return [];
    const windows = rule.expr.matchAll(/ratio_rate(\w+)\{[^}]*\} > ([\d.]+)\)/g);
    return [[rule.alert, rule.labels, [...windows].map(([, window, limit]) => [window, limit])]];
  });
}

function alertsOf({ id, alert, thresholds, page, ticket, ...rest }: Expected): readonly unknown[] {
  if (alert === null) return [];
  const [quick, slow, long, longest] = thresholds;
  const identity = identityOf({ id, ...rest });
  return [
    [
      alert,
      { ...identity, ...page, sloth_severity: "page" },
      [
        ["5m", quick],
        ["1h", quick],
        ["30m", slow],
        ["6h", slow],
      ],
    ],
    [
      alert,
      { ...identity, ...ticket, sloth_severity: "ticket" },
      [
        ["2h", long],
        ["1d", long],
        ["6h", longest],
        ["3d", longest],
      ],
    ],
  ];
}

/** What is recorded under a name of Sloth's, by name; ours beside it are left out. */
function recordedIn(rules: Rules): ReadonlyMap<string, Words> {
  const recorded = rules.flatMap((rule) => ("record" in rule ? [rule] : []));
  return new Map(
    recorded
      .filter(({ record }) => !/^slo:sli_(?:bad|total):/.test(record))
      .map(({ record, labels }) => [record, labels]),
  );
}

function recordedOf(expected: Expected): ReadonlyMap<string, Words> {
  const labels = { ...identityOf(expected), ...expected.recorded };
  const windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"];
  const facts = [
    "slo:objective:ratio",
    "slo:error_budget:ratio",
    "slo:time_period:days",
    "slo:current_burn_rate:ratio",
    "slo:period_burn_rate:ratio",
    "slo:period_error_budget_remaining:ratio",
  ];
  const info = {
    sloth_mode: "muster",
    sloth_objective: expected.objective,
    sloth_spec: "prometheus/v1",
    sloth_version: "muster",
  };
  return new Map<string, Words>([
    ...windows.map((window): [string, Words] => {
      return [`slo:sli_error:ratio_rate${window}`, { ...labels, sloth_window: window }];
    }),
    ...facts.map((fact): [string, Words] => [fact, labels]),
    ["sloth_slo_info", { ...labels, ...info }],
  ]);
}

function identityOf({ id }: Pick<Expected, "id">): Words {
  const service = /^(?:myservice2?|home-wifi|k8s-apiserver|myapp)/.exec(id)?.[0] ?? "";
  return { sloth_id: id, sloth_service: service, sloth_slo: id.slice(service.length + 1) };
}
