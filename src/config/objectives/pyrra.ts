import { z } from "zod";
import type { Indicator } from "#domain/objective/objective.ts";
import { ObjectiveName, Percent } from "#domain/objective/sloth-slo.ts";
import { ObjectiveWindow } from "#domain/objective/window.ts";
import { type Reading, readWith } from "./reading.ts";

const PREFIX = "pyrra.dev/";

const Metric = z.strictObject({
  metric: z
    .string()
    .regex(/^[A-Za-z_:][\w:]*(?:\{[^{}]*\})?$/, "name a metric, with matchers in braces if needed"),
});
const Grouping = z.array(z.string()).default([]);
const Words = z.record(z.string(), z.string()).default({});

const PyrraIndicator = z
  .strictObject({
    ratio: z.strictObject({ errors: Metric, total: Metric, grouping: Grouping }).optional(),
    latency: z.strictObject({ success: Metric, total: Metric, grouping: Grouping }).optional(),
    bool_gauge: Metric.extend({ grouping: Grouping }).optional(),
    latencyNative: z.unknown().optional(),
  })
  .transform(({ ratio, latency, bool_gauge: gauge, latencyNative }, context): Indicator => {
    const found = [
      ...(ratio === undefined ? [] : [ratioOf(ratio)]),
      ...(latency === undefined ? [] : [latencyOf(latency)]),
      ...(gauge === undefined ? [] : [gaugeOf(gauge)]),
    ];
    const [only, second] = found;
    if (only !== undefined && second === undefined && latencyNative === undefined) return only;
    const native = latencyNative !== undefined;
    const message = native ? "native histograms are not supported" : "there is not one indicator";
    const fix = native ? "use latency with a bucket (le)" : "give ratio, latency or bool_gauge";
    context.addIssue({ code: "custom", message, params: { fix } });
    return z.NEVER;
  });

/** An objective of Pyrra's, as its resource in Kubernetes. */
const PyrraResource = z.strictObject({
  apiVersion: z.literal("pyrra.dev/v1alpha1"),
  kind: z.literal("ServiceLevelObjective"),
  metadata: z.looseObject({
    name: ObjectiveName,
    namespace: z.string().optional(),
    labels: Words,
    annotations: Words,
  }),
  spec: z.looseObject({
    target: Percent,
    window: ObjectiveWindow,
    description: z.string().default(""),
    indicator: PyrraIndicator,
    alerting: z.looseObject({ name: z.string().optional() }).prefault({}),
  }),
});

const USUAL_NAME = "ErrorBudgetBurn";
const USUAL_MINIMUM = 5;

export function readPyrra(value: unknown): Reading {
  return readWith(PyrraResource, value, { path: [], read: meaning });
}

function meaning({ metadata, spec }: z.output<typeof PyrraResource>): Reading {
  const { name, labels, annotations } = metadata;
  const service = labels[`${PREFIX}service`] ?? labels["job"] ?? name;
  const none = { labels: {}, annotations: {} };
  const objective = {
    id: `${service}-${name}`,
    service,
    name,
    description: spec.description,
    target: spec.target.div(100),
    window: spec.window,
    indicator: spec.indicator,
    labels: carried(labels),
    alert: {
      name: spec.alerting.name ?? USUAL_NAME,
      labels: {},
      annotations: carried(annotations),
      page: none,
      ticket: none,
    },
    minimumBad: USUAL_MINIMUM,
  };
  return { objectives: [objective], problems: [] };
}

/** Only what begins with Pyrra's prefix goes onto the rules, without it. */
function carried(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
}

type Grouped = { readonly grouping: readonly string[] };
type Selector = z.output<typeof Metric>;

function ratioOf({
  errors,
  total,
  grouping,
}: Grouped & { errors: Selector; total: Selector }): Indicator {
  const sum = summing(grouping);
  return { kind: "events", bad: sum(errors.metric), total: sum(total.metric) };
}

function latencyOf({
  success,
  total,
  grouping,
}: Grouped & { success: Selector; total: Selector }): Indicator {
  const sum = summing(grouping);
  return {
    kind: "events",
    bad: `${sum(total.metric)} - ${sum(success.metric)}`,
    total: sum(total.metric),
  };
}

function gaugeOf({ metric, grouping }: Grouped & Selector): Indicator {
  const by = grouping.length === 0 ? "" : ` by (${grouping.join(", ")})`;
  return { kind: "ratio", errorRatio: `1 - avg${by} (avg_over_time(${metric}[{{.window}}]))` };
}

function summing(grouping: readonly string[]): (metric: string) => string {
  const by = grouping.length === 0 ? "" : ` by (${grouping.join(", ")})`;
  return (metric) => `sum${by} (rate(${metric}[{{.window}}]))`;
}
