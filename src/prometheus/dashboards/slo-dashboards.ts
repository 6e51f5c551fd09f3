import type { Threshold } from "@grafana/grafana-foundation-sdk/dashboard";
import { type AlertPair, alertPairs } from "#domain/objective/alert-pairs.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { BUDGET_COLOURS } from "./colours.ts";
import type { NamedDashboard } from "./named-dashboard.ts";
import { page } from "./page.ts";
import { chart, type PanelBuilder, type Queries, stat } from "./panels.ts";
import {
  ALERTING,
  ALLOWED,
  BURN_NOW,
  burnDown,
  burnOver,
  errorsOver,
  eventsPerSecond,
  REMAINING,
  TARGET,
  untilGone,
} from "./slo-queries.ts";
import { objectivesTable } from "./slo-table.ts";
import { oneOf } from "./variables.ts";

const QUARTER = 6;
const HALF = 12;
const FIVE_MINUTES = 300;
const HOUR = 3600;

/** One for each length of window: they differ in which windows alert, and at which burn rate. */
export function sloDashboards(objectives: readonly Objective[]): readonly NamedDashboard[] {
  const byWindow = Map.groupBy(objectives, ({ window }) => window);
  return [...byWindow].map(([window, those]) => sloDashboard(window, those));
}

function sloDashboard(window: number, objectives: readonly Objective[]): NamedDashboard {
  const range = prometheusDuration(window);
  const name = `slos-${range}`;
  const about = `Objectives over ${range}: what is left of each error budget, and how fast it burns.`;
  const pairs = pairsOf(objectives);
  const chosen = {
    label: "Objective",
    description: "Which objective the charts show; the table shows all.",
  };
  const dashboard = page({
    uid: `muster-${name}`,
    title: `Objectives over ${range}`,
    about,
    range,
    variables: [
      oneOf(
        "slo",
        objectives.map(({ id }) => id),
        chosen,
      ),
    ],
    marks: [
      {
        name: "Alerts",
        expression: ALERTING,
        title: "{{alertname}}",
        tags: ["sloth_severity"],
      },
    ],
    panels: [
      objectivesTable(),
      ...numbers(window, pairs),
      burnDownChart(window),
      burnChart(pairs),
      errorsChart(),
      ...eventsChart(objectives),
    ],
  });
  return { name, about, dashboard };
}

/** Those that some of them cannot reach too: their lines are for the others. */
function pairsOf([first]: readonly Objective[]): readonly AlertPair[] {
  if (first === undefined) return [];
  const { reachable, unreachable } = alertPairs(first.target, first.window);
  return [...unreachable, ...reachable].toSorted((a, b) => a.long - b.long);
}

function alertColours(pairs: readonly AlertPair[]): readonly Threshold[] {
  return pairs
    .map(({ severity, factor }) => ({
      value: factor.round(2).toNumber(),
      color: severity === "page" ? "red" : "orange",
    }))
    .toSorted((a, b) => a.value - b.value);
}

function numbers(window: number, pairs: readonly AlertPair[]): readonly PanelBuilder[] {
  return [
    stat({
      title: "$slo: promised",
      description: "The share of events that must be good.",
      unit: "percentunit",
      width: QUARTER,
      query: TARGET,
    }),
    stat({
      title: "Budget left",
      description:
        "Of the whole window up to now, by events where they are counted. Below zero it is overdrawn.",
      unit: "percentunit",
      width: QUARTER,
      query: REMAINING,
      decimals: 1,
      thresholds: BUDGET_COLOURS,
    }),
    stat({
      title: "Burn rate now",
      description: "Over the last five minutes; at 1 the budget lasts exactly its window.",
      unit: "suffix:x",
      width: QUARTER,
      query: BURN_NOW,
      decimals: 1,
      thresholds: [{ value: null, color: "green" }, ...alertColours(pairs)],
    }),
    stat({
      title: "Gone in, at this rate",
      description:
        "What is left, divided by the burn rate of the last five minutes. Rather too short: old errors leave the window.",
      unit: "s",
      width: QUARTER,
      query: untilGone(window),
      none: "not burning, or gone",
    }),
  ];
}

function errorsChart(): PanelBuilder {
  return chart({
    title: "Share of bad events",
    description: "Above what is allowed the budget burns too fast.",
    unit: "percentunit",
    width: HALF,
    min: 0,
    queries: {
      "5 minutes": errorsOver(FIVE_MINUTES),
      "1 hour": errorsOver(HOUR),
      allowed: ALLOWED,
    },
  });
}

/** None where no query tells how often it counts. */
function eventsChart(objectives: readonly Objective[]): readonly PanelBuilder[] {
  const all = eventsPerSecond("total", objectives);
  const bad = eventsPerSecond("bad", objectives);
  if (all === null || bad === null) return [];
  const events = chart({
    title: "Events",
    description: "A second, all and bad ones, as the objective counts them.",
    unit: "cps",
    width: HALF,
    min: 0,
    queries: { all, bad },
  });
  return [events];
}

function burnDownChart(window: number): PanelBuilder {
  const range = prometheusDuration(window);
  return chart({
    title: "Burn-down of the budget in the time shown",
    description: `Begins with a whole budget where the chart begins, and only falls. Over ${range} it ends at what is left now; over a shorter time it shows what that time used.`,
    unit: "percentunit",
    width: HALF,
    max: 1,
    queries: { left: burnDown(window) },
    thresholds: [
      { value: null, color: "transparent" },
      { value: 0, color: "red" },
    ],
  });
}

function burnChart(pairs: readonly AlertPair[]): PanelBuilder {
  const words = pairs.map(({ severity, short, long, factor }) => {
    return `${severity} above ${factor.round(2).toString()} in ${prometheusDuration(short)} and ${prometheusDuration(long)}`;
  });
  const lines = pairs.map(({ long }) => [prometheusDuration(long), burnOver(long)]);
  const queries: Queries = Object.fromEntries(lines);
  return chart({
    title: "Burn rate",
    description: `At 1 the budget lasts exactly its window. The dashed lines are where alerts begin: ${words.join(", ")}.`,
    unit: "suffix:x",
    width: HALF,
    min: 0,
    logarithmic: true,
    queries,
    thresholds: [{ value: null, color: "transparent" }, ...alertColours(pairs)],
  });
}
