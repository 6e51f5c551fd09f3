import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ObjectiveFiles, readObjectives } from "#config/objectives/read-objectives.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { ruleGroups } from "#prometheus/rules.ts";
import { OPENSLO, PYRRA, RESOURCE, SLOTH } from "./objective-files.ts";

async function readText(...texts: readonly string[]): Promise<ObjectiveFiles> {
  const folder = await mkdtemp(join(tmpdir(), "muster-objectives-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await Promise.all(texts.map((text, at) => writeFile(join(folder, `${at}.yaml`), text)));
  return await readObjectives([folder]);
}

async function objectivesOf(...texts: readonly string[]): Promise<readonly Objective[]> {
  const { objectives, findings } = await readText(...texts);
  expect(findings).toEqual([]);
  return objectives;
}

/** What is wrong, each with its line, place and words. */
async function complaintsOf(text: string): Promise<readonly string[]> {
  const { findings } = await readText(text);
  return findings.map(({ line, path, message, fix }) => `${line} ${path}: ${message}. ${fix}`);
}

describe("files with objectives", () => {
  it("are read as Sloth means them", async () => {
    const [objective] = await objectivesOf(SLOTH);

    expect(objective).toMatchObject({
      id: "shop-answers",
      window: 2_592_000,
      labels: { owner: "payments" },
      indicator: { kind: "events", total: "sum(rate(http_total[{{ .window }}]))" },
      alert: { name: "ShopErrors", page: { labels: { severity: "pageteam" } }, ticket: null },
    });
    expect(objective?.target.toString()).toBe("0.999");
  });

  it("may be resources of Kubernetes, of Sloth and of Pyrra", async () => {
    const [raw, latency] = await objectivesOf(RESOURCE, PYRRA);

    expect(raw).toMatchObject({
      id: "shop-answers",
      indicator: { kind: "ratio" },
      alert: { page: { labels: { camelCase: "stays" } } },
    });
    expect(latency).toMatchObject({
      id: "shop-shop-latency",
      window: 2_419_200,
      labels: { service: "shop" },
      indicator: {
        bad: 'sum by (region) (rate(http_seconds_count[{{.window}}])) - sum by (region) (rate(http_seconds_bucket{le="0.3"}[{{.window}}]))',
      },
    });
  });

  it("may be of OpenSLO, with indicators by name, several targets, and kinds that are for others", async () => {
    const objectives = await objectivesOf(OPENSLO);

    expect(objectives.map(({ id, target }) => [id, target.toString()])).toEqual([
      ["shop-answers-0", "0.999"],
      ["shop-answers-1", "0.99"],
    ]);
    expect(objectives[0]?.indicator).toMatchObject({
      bad: "(sum(rate(all[{{.window}}]))) - ((sum(rate(good[{{.window}}]))) or 0 * (sum(rate(all[{{.window}}]))))",
    });
  });

  it("become rules with the names, windows and labels that Sloth's readers know", async () => {
    const [group] = ruleGroups(await objectivesOf(SLOTH));
    const rules = group?.rules ?? [];
    const ratios = rules.flatMap((rule) =>
      "record" in rule && rule.record.startsWith("slo:sli_error:") ? [rule] : [],
    );
    const others = rules.flatMap((rule) => ("record" in rule ? [rule.record] : []));

    expect(ratios.map(({ record, labels }) => [record, labels["sloth_window"]])).toEqual(
      ["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"].map((window) => [
        `slo:sli_error:ratio_rate${window}`,
        window,
      ]),
    );
    expect(ratios[0]?.labels).toEqual({
      owner: "payments",
      sloth_id: "shop-answers",
      sloth_service: "shop",
      sloth_slo: "answers",
      sloth_window: "5m",
    });
    for (const metric of [
      "slo:objective:ratio",
      "slo:error_budget:ratio",
      "slo:time_period:days",
      "slo:current_burn_rate:ratio",
      "slo:period_burn_rate:ratio",
      "slo:period_error_budget_remaining:ratio",
      "sloth_slo_info",
    ]) {
      expect(others).toContain(metric);
    }
    expect(rules.filter((rule) => "alert" in rule)).toMatchObject([
      {
        alert: "ShopErrors",
        labels: { category: "availability", severity: "pageteam", sloth_severity: "page" },
        annotations: { summary: "The shop fails" },
      },
    ]);
  });
});

describe("objectives that cannot be meant", () => {
  it("stand in two files", async () => {
    const { findings } = await readText(SLOTH, RESOURCE);

    expect(findings).toMatchObject([{ message: "there is a second objective shop-answers" }]);
  });

  it.each<[string, (text: string) => string, string]>([
    [
      "without an error budget",
      (text) => text.replace("99.9", "100"),
      "8 slos[0].objective: 100 cannot be used: an objective is more than 0 and less than 100 percent. write it in percent, such as 99.9; 100 would leave no error budget at all",
    ],
    [
      "whose query looks over a fixed window",
      (text) => text.replace("[{{ .window }}]", "[5m]"),
      "13 slos[0].sli.events.total_query: ",
    ],
    [
      "whose queries count the same",
      (text) => text.replace('{code=~"(5..|429)"}', ""),
      "11 slos[0].sli.events: ",
    ],
    [
      "with a key that there is not",
      (text) => text.replace("objective:", "objectiv:"),
      "8 slos[0].objectiv: ",
    ],
    [
      "by a plugin",
      (text) => text.replace("    sli:\n", "    plugins: {}\n    sli:\n"),
      "7 slos[0]: plugins of Sloth are programs that Muster does not run. ",
    ],
    [
      "twice",
      (text) => text + text.slice(text.indexOf("  - name")),
      "20 slos[1].name: there is a second objective answers. give one of them another name",
    ],
    [
      "in a form that nobody knows",
      (text) => text.replace("prometheus/v1", "prometheus/v9"),
      "1 : this is no file of objectives that Muster knows. ",
    ],
  ])("%s are named with the line and what to write", async (_, spoil, expected) => {
    const complaints = await complaintsOf(spoil(SLOTH));

    expect(complaints.filter((complaint) => complaint.startsWith(expected))).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    [
      "native histograms",
      PYRRA.replace("latency:", "latencyNative:"),
      "native histograms are not supported",
    ],
    [
      "a window without alerts",
      PYRRA.replace("4w", "3d"),
      "there are no alerts for a window of 3d",
    ],
    [
      "an indicator that is nowhere",
      OPENSLO.replace("indicatorRef: good", "indicatorRef: bad"),
      "there is no SLI called bad-answers",
    ],
    ["time slices", OPENSLO.replace("Occurrences", "Timeslices"), "Timeslices"],
    [
      "a window of the calendar",
      OPENSLO.replace("isRolling: true", "isRolling: false"),
      "isRolling",
    ],
  ])("with %s are refused clearly", async (_, text, expected) => {
    expect((await complaintsOf(text)).join("\n")).toContain(expected);
  });
});
