import { Big } from "big.js";
import { z } from "zod";
import type { AlertWords, Indicator, Objective } from "./objective.ts";
import { eventQueriesDiffer, Query } from "./query.ts";

const ID = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What names an objective or its service: Sloth's rule. */
export const ObjectiveName = z
  .string()
  .regex(ID, "use letters, digits, -, _ and ., and begin and end with a letter or digit");

/** Labels or annotations. */
export const Words = z
  .record(z.string().regex(LABEL, "a label is made of letters, digits and _"), z.string())
  .default({});

/** A share in percent, as exact as it was written. */
export const Percent = z
  .union([z.number(), z.string().regex(/^\d+(?:\.\d+)?$/, "write a number such as 99.9")])
  .transform((value) => new Big(String(value)))
  .refine((percent) => percent.gt(0) && percent.lt(100), {
    message: "an objective is more than 0 and less than 100 percent",
    params: { fix: "write it in percent, such as 99.9; 100 would leave no error budget at all" },
  });

const Alert = z
  .strictObject({
    disable: z.boolean().default(false).describe("No such alert."),
    labels: Words.describe("Go onto this alert."),
    annotations: Words.describe("Texts for this alert."),
  })
  .prefault({});

const Alerting = z.strictObject({
  name: z
    .string()
    .min(1)
    .optional()
    .describe("The alert's name; the objective's id when left out."),
  labels: Words.describe("Go onto both alerts."),
  annotations: Words.describe("Texts for both alerts, such as `summary`."),
  page_alert: Alert.describe("The budget is gone within hours or days: somebody is paged."),
  ticket_alert: Alert.describe("It will be gone before its time: somebody looks in working hours."),
});

const Events = z
  .strictObject({
    error_query: Query.describe(
      "PromQL that counts the bad events; `{{.window}}` stands for each range.",
    ),
    total_query: Query.describe("The same for all events."),
  })
  .refine(({ error_query: bad, total_query: total }) => eventQueriesDiffer(bad, total), {
    message: "both queries are the same",
    params: { fix: "let error_query count the bad events only" },
  });

/** How good events are told from bad ones: by counting both, or by a share alone. */
const SlothIndicator = z
  .strictObject({
    events: Events.describe("Good and bad events are counted.").optional(),
    raw: z
      .strictObject({ error_ratio_query: Query.describe("The share of bad events, from 0 to 1.") })
      .describe("Only their share is known.")
      .optional(),
  })
  .transform(({ events, raw }, context): Indicator => {
    if (events !== undefined && raw === undefined) {
      return { kind: "events", bad: events.error_query, total: events.total_query };
    }
    if (raw !== undefined && events === undefined) {
      return { kind: "ratio", errorRatio: raw.error_ratio_query };
    }
    const params = { fix: "give either events or raw" };
    context.addIssue({ code: "custom", message: "an objective is measured in one way", params });
    return z.NEVER;
  });

/** One entry of `slos` in a file of Sloth, which muster.yaml takes as well. */
export const SlothSlo = z.strictObject({
  description: z.string().default("").describe("What is promised, in a sentence."),
  objective: Percent.describe("How many percent of the events must be good, such as 99.9."),
  labels: Words.describe("Go onto everything that is recorded."),
  sli: SlothIndicator.describe("How good events are told from bad ones."),
  alerting: Alerting.prefault({}).describe("How its alerts are called, and what they carry."),
});
export type SlothSlo = z.output<typeof SlothSlo>;

type Place = Pick<Objective, "service" | "name" | "window" | "minimumBad">;

/** What the entry means. */
export function fromSloth(slo: SlothSlo, place: Place): Objective {
  const { alerting, objective, description, labels, sli } = slo;
  const id = `${place.service}-${place.name}`;
  return {
    ...place,
    id,
    description,
    target: objective.div(100),
    indicator: sli,
    labels,
    alert: {
      name: alerting.name ?? id,
      labels: alerting.labels,
      annotations: alerting.annotations,
      page: wordsOf(alerting.page_alert),
      ticket: wordsOf(alerting.ticket_alert),
    },
  };
}

function wordsOf({ disable, ...words }: z.output<typeof Alert>): AlertWords | null {
  return disable ? null : words;
}
