import { Big } from "big.js";
import { z } from "zod";
import { errorAt, type Problem } from "#domain/configuration/finding.ts";
import type { Indicator } from "#domain/objective/objective.ts";
import { countsBuckets, Query } from "#domain/objective/query.ts";
import { ObjectiveName, Percent } from "#domain/objective/sloth-slo.ts";
import { ObjectiveWindow } from "#domain/objective/window.ts";
import { type Reading, readWith } from "./reading.ts";

const USUAL_MINIMUM = 5;

const Source = z.looseObject({
  metricSource: z.looseObject({ spec: z.looseObject({ query: Query }) }),
});

const Ratio = z.strictObject({
  counter: z.boolean().optional(),
  good: Source.optional(),
  bad: Source.optional(),
  total: Source.optional(),
  raw: Source.optional(),
  rawType: z.enum(["success", "failure"]).optional(),
});

const IndicatorSpec = z
  .looseObject({ ratioMetric: Ratio.optional() })
  .transform(({ ratioMetric }, context): Indicator => {
    const found = ratioMetric === undefined ? null : indicatorOf(ratioMetric);
    if (found !== null) return found;
    const message = "only a ratioMetric of events, or of a raw ratio, can be meant";
    const fix = "give ratioMetric with good or bad and total, or with raw and rawType";
    context.addIssue({ code: "custom", message, params: { fix } });
    return z.NEVER;
  });

const Metadata = z.looseObject({ name: ObjectiveName });
const IndicatorDocument = z.looseObject({ metadata: Metadata, spec: IndicatorSpec });

const Target = z
  .looseObject({
    target: z.number().gt(0, "a target is more than 0").lt(1, "a target is less than 1").optional(),
    targetPercent: Percent.optional(),
  })
  .transform(({ target, targetPercent }, context): Big => {
    if (target !== undefined) return new Big(String(target));
    if (targetPercent !== undefined) return targetPercent.div(100);
    const params = { fix: "give target, such as 0.999, or targetPercent" };
    context.addIssue({ code: "custom", message: "the objective has no target", params });
    return z.NEVER;
  });

const SloDocument = z.looseObject({
  metadata: Metadata,
  spec: z.looseObject({
    description: z.string().default(""),
    service: ObjectiveName,
    indicator: z.looseObject({ spec: IndicatorSpec }).optional(),
    indicatorRef: z.string().optional(),
    timeWindow: z
      .array(
        z.looseObject({
          duration: ObjectiveWindow,
          isRolling: z.literal(true, "a window of the calendar is not supported: set isRolling"),
        }),
      )
      .length(1, "give exactly one window"),
    budgetingMethod: z.literal("Occurrences", "only Occurrences is supported: events are counted"),
    objectives: z.array(Target).min(1, "give at least one objective"),
  }),
});

type Slo = z.output<typeof SloDocument>;

/** Indicators by their names, which objectives of any file may refer to. */
export type Indicators = ReadonlyMap<string, Indicator>;

/** An indicator that stands alone, if the document is one. */
export function readIndicator(value: unknown): Indicators {
  const parsed = IndicatorDocument.safeParse(value);
  return parsed.success ? new Map([[parsed.data.metadata.name, parsed.data.spec]]) : new Map();
}

/** The objectives of a document of OpenSLO v1; whatever else it may describe is for other programs. */
export function readOpenSlo(value: unknown, indicators: Indicators): Reading {
  const { kind } = z.looseObject({ kind: z.unknown().optional() }).parse(value);
  if (kind === "SLI") return readWith(IndicatorDocument, value, { path: [], read: () => NOTHING });
  if (kind !== "SLO") return NOTHING;
  return readWith(SloDocument, value, { path: [], read: (slo) => meaning(slo, indicators) });
}

const NOTHING: Reading = { objectives: [], problems: [] };

function meaning({ metadata, spec }: Slo, indicators: Indicators): Reading {
  const { service, description, indicatorRef, objectives } = spec;
  const indicator = spec.indicator?.spec ?? indicators.get(indicatorRef ?? "");
  const [window] = spec.timeWindow;
  if (indicator === undefined || window === undefined) {
    return { objectives: [], problems: [noIndicator(indicatorRef)] };
  }
  const none = { labels: {}, annotations: {} };
  const read = objectives.map((target, at) => {
    const name = objectives.length === 1 ? metadata.name : `${metadata.name}-${at}`;
    const id = `${service}-${name}`;
    return {
      id,
      service,
      name,
      description,
      target,
      window: window.duration,
      indicator,
      labels: {},
      alert: { name: id, labels: {}, annotations: {}, page: none, ticket: none },
      minimumBad: USUAL_MINIMUM,
    };
  });
  return { objectives: read, problems: [] };
}

function noIndicator(ref: string | undefined): Problem {
  const message = ref === undefined ? "there is no indicator" : `there is no SLI called ${ref}`;
  return errorAt(
    ["spec", "indicatorRef"],
    message,
    "name an SLI of these files, or give indicator",
  );
}

function indicatorOf({ good, bad, total, raw, rawType }: z.output<typeof Ratio>): Indicator | null {
  if (raw !== undefined) {
    const errorRatio = rawType === "success" ? `1 - (${queryOf(raw)})` : queryOf(raw);
    return { kind: "ratio", errorRatio };
  }
  if (total === undefined) return null;
  if (bad !== undefined) return { kind: "events", bad: queryOf(bad), total: queryOf(total) };
  if (good === undefined) return null;
  return { kind: "events", bad: rest(queryOf(total), queryOf(good)), total: queryOf(total) };
}

/** Where nothing was good yet there is no such series: then all were bad. A bucket is there from the first event on. */
function rest(total: string, good: string): string {
  return countsBuckets(good)
    ? `(${total}) - (${good})`
    : `(${total}) - ((${good}) or 0 * (${total}))`;
}

function queryOf({ metricSource }: z.output<typeof Source>): string {
  return metricSource.spec.query;
}
