import { PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { BUDGET_COLOURS } from "./colours.ts";
import { DATA_SOURCE, type PanelBuilder as AnyPanel, steps, target } from "./panels.ts";

const BY = "by (sloth_id, sloth_service)";

/** A column: its heading, what is asked, and how it is shown. */
type Column = {
  readonly heading: string;
  readonly query: string;
  readonly unit: string;
  readonly decimals: number;
};

/** Each objective leads to the dashboard of its window. */
const CHARTS = {
  title: "Show its charts",
  url: "/d/muster-slos-${__data.fields.Days.numeric}d?var-slo=${__data.fields.Objective}&${datasource:queryparam}",
};

const COLUMNS: readonly Column[] = [
  {
    heading: "Promised",
    query: `max ${BY} (slo:objective:ratio)`,
    unit: "percentunit",
    decimals: 3,
  },
  { heading: "Days", query: `max ${BY} (slo:time_period:days)`, unit: "none", decimals: 0 },
  {
    heading: "Budget left",
    query: `min ${BY} (slo:period_error_budget_remaining:ratio)`,
    unit: "percentunit",
    decimals: 1,
  },
  {
    heading: "Burn rate now",
    query: `max ${BY} (slo:current_burn_rate:ratio)`,
    unit: "suffix:x",
    decimals: 1,
  },
  {
    heading: "Alerts",
    query: `count ${BY} (ALERTS{sloth_id!="", alertstate="firing"})`,
    unit: "none",
    decimals: 0,
  },
];

/** All objectives that Prometheus knows, the worst first; each leads to its own charts. */
export function objectivesTable(): AnyPanel {
  const panel = new PanelBuilder()
    .title("All objectives")
    .description("Those of every window. A click on one shows its charts below.")
    .datasource(DATA_SOURCE)
    .span(24)
    .height(7)
    .targets(COLUMNS.map(({ query }, at) => tableTarget(query, at)))
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({ id: "organize", options: organized() })
    .withTransformation({
      id: "sortBy",
      options: { fields: {}, sort: [{ field: "Budget left" }] },
    });
  for (const { heading, unit, decimals } of COLUMNS) {
    panel.overrideByName(heading, [
      { id: "unit", value: unit },
      { id: "decimals", value: decimals },
    ]);
  }
  return panel
    .overrideByName("Objective", [{ id: "links", value: [CHARTS] }])
    .overrideByName("Budget left", [
      { id: "thresholds", value: steps(BUDGET_COLOURS).build() },
      { id: "custom.cellOptions", value: { type: "color-text" } },
    ]);
}

function tableTarget(query: string, at: number): ReturnType<typeof target> {
  return target(query, "", at).instant().format(PromQueryFormat.Table);
}

/** Under headings, in the order of the columns, without the time of the answer. */
function organized(): Readonly<Record<string, unknown>> {
  const names = COLUMNS.map(({ heading }, at) => [`Value #${letter(at)}`, heading]);
  const order = ["sloth_id", "sloth_service", ...names.map(([name]) => name)];
  return {
    excludeByName: { Time: true },
    renameByName: {
      sloth_id: "Objective",
      sloth_service: "Service",
      ...Object.fromEntries(names),
    },
    indexByName: Object.fromEntries(order.map((name, at) => [name, at])),
  };
}

function letter(at: number): string {
  return String.fromCodePoint("A".charCodeAt(0) + at);
}
