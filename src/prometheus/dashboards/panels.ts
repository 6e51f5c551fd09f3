import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  BigValueColorMode,
  BigValueGraphMode,
  type DataSourceRef,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  ReduceDataOptionsBuilder,
  ScaleDistribution,
  ScaleDistributionConfigBuilder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  type Panel,
  type Threshold,
  ThresholdsConfigBuilder,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as ChartBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** A panel that does not know its number yet. */
export type PanelBuilder = Builder<Panel> & { readonly id: (id: number) => unknown };

/** Whichever Prometheus is chosen at the top of the dashboard. */
export const DATA_SOURCE: DataSourceRef = { type: "prometheus", uid: "${datasource}" };

/** Every chart has this resolution, so that what is above each other can be compared. */
const FINEST = "1m";
const POINTS = 720;
const CHART_HEIGHT = 8;
const STAT_HEIGHT = 4;

/** What is drawn, by the words of the legend. */
export type Queries = Readonly<Record<string, string>>;

type Numbers = {
  readonly title: string;
  /** How to read it, and how it is worked out. */
  readonly description: string;
  /** As Grafana calls it, such as percentunit. */
  readonly unit: string;
  /** Of the 24 columns. */
  readonly width: number;
  /** Colours from a number on, the lowest first; the first is for everything below. */
  readonly thresholds?: readonly Threshold[];
};

type Chart = Numbers & {
  readonly queries: Queries;
  readonly min?: number;
  readonly max?: number;
  /** By the logarithm above one, linear below: what is zero can still be seen. */
  readonly logarithmic?: true;
};

/** Lines over time. */
export function chart({
  queries,
  thresholds,
  min,
  max,
  logarithmic,
  ...words
}: Chart): PanelBuilder {
  const panel = withWords(new ChartBuilder(), words, CHART_HEIGHT)
    .targets(targetsOf(queries))
    .interval(FINEST)
    .maxDataPoints(POINTS)
    .lineWidth(2)
    .legend(new VizLegendOptionsBuilder().calcs(["lastNotNull", "max"]).showLegend(true))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
  if (min !== undefined) panel.min(min);
  if (max !== undefined) panel.max(max);
  if (thresholds !== undefined) {
    const lines = GraphThresholdsStyleMode.Dashed;
    panel
      .thresholds(steps(thresholds))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(lines));
  }
  return logarithmic === true ? panel.scaleDistribution(symmetricLogarithm()) : panel;
}

type Stat = Numbers & {
  readonly query: string;
  readonly decimals?: number;
  /** What is said when there is nothing. */
  readonly none?: string;
};

/** One large number, as it is at the end of the time that is looked at. */
export function stat({ query, thresholds, decimals, none, ...words }: Stat): PanelBuilder {
  const panel = withWords(new StatBuilder(), words, STAT_HEIGHT)
    .targets([target(query).instant()])
    .graphMode(BigValueGraphMode.None)
    .colorMode(thresholds === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .noValue(none ?? "no data");
  if (decimals !== undefined) panel.decimals(decimals);
  return thresholds === undefined ? panel : panel.thresholds(steps(thresholds));
}

/** A query under the letter by which a panel knows it. */
export function target(expression: string, legend = "", at = 0): DataqueryBuilder {
  return new DataqueryBuilder()
    .datasource(DATA_SOURCE)
    .refId(String.fromCodePoint("A".charCodeAt(0) + at))
    .expr(expression)
    .legendFormat(legend);
}

function targetsOf(queries: Queries): DataqueryBuilder[] {
  return Object.entries(queries).map(([legend, expression], at) => {
    return target(expression, legend, at).range();
  });
}

export function steps(thresholds: readonly Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().steps([...thresholds]);
}

type WithWords<Self> = {
  title: (title: string) => Self;
  description: (text: string) => Self;
  unit: (unit: string) => Self;
  datasource: (source: DataSourceRef) => Self;
  span: (columns: number) => Self;
  height: (rows: number) => Self;
};

function withWords<Self extends WithWords<Self>>(
  panel: Self,
  { title, description, unit, width }: Omit<Numbers, "thresholds">,
  height: number,
): Self {
  const named = panel.title(title).description(description).unit(unit);
  return named.datasource(DATA_SOURCE).span(width).height(height);
}

function symmetricLogarithm(): ScaleDistributionConfigBuilder {
  const { Symlog } = ScaleDistribution;
  return new ScaleDistributionConfigBuilder().type(Symlog).log(10).linearThreshold(1);
}
