import type { Duration } from "luxon";
import { z } from "zod";
import { IsoDuration } from "./schema.ts";
import { Urgency } from "./way.ts";

const SEVERITIES = ["SEV1", "SEV2", "SEV3", "SEV4"] as const;

export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** What stands for a severity when the file says nothing, key by key. */
type Usual = {
  readonly name: string;
  readonly meaning: string;
  readonly opensChannel: boolean;
  readonly pages: boolean;
  readonly urgency: Urgency;
  readonly updateEvery?: string;
};

const USUAL = {
  SEV1: {
    name: "Critical",
    meaning: "Most customers cannot use the product, or data is at risk.",
    opensChannel: true,
    pages: true,
    urgency: "high",
    updateEvery: "PT30M",
  },
  SEV2: {
    name: "Major",
    meaning: "Many customers notice, or an important function is down.",
    opensChannel: true,
    pages: true,
    urgency: "high",
    updateEvery: "PT1H",
  },
  SEV3: {
    name: "Minor",
    meaning: "Some customers may notice; it will get worse when left alone.",
    opensChannel: false,
    pages: true,
    urgency: "low",
  },
  SEV4: {
    name: "Low",
    meaning: "Nobody outside notices; look at it in working hours.",
    opensChannel: false,
    pages: false,
    urgency: "low",
  },
} as const satisfies Record<Severity, Usual>;

export const SeverityTable = z
  .strictObject({
    SEV1: rulesOf(USUAL.SEV1).describe("The worst."),
    SEV2: rulesOf(USUAL.SEV2).describe("The second worst."),
    SEV3: rulesOf(USUAL.SEV3).describe(
      "The third; also what an alert without a known severity gets.",
    ),
    SEV4: rulesOf(USUAL.SEV4).describe("The least."),
  })
  .prefault({});
export type SeverityTable = z.infer<typeof SeverityTable>;
export type SeverityRules = SeverityTable[Severity];

function rulesOf(usual: Usual) {
  return z
    .strictObject({
      name: z
        .string()
        .min(1)
        .max(30)
        .default(usual.name)
        .describe("One word for the card, such as Critical."),
      meaning: z
        .string()
        .min(1)
        .max(300)
        .default(usual.meaning)
        .describe("When an incident deserves it, in one sentence."),
      opensChannel: z
        .boolean()
        .default(usual.opensChannel)
        .describe("Whether an incident of this severity gets a channel of its own."),
      pages: z.boolean().default(usual.pages).describe("Whether somebody is paged."),
      urgency: Urgency.default(usual.urgency).describe(
        "Whether a page may wake somebody, unless a level says otherwise.",
      ),
      updateEvery: cadenceOf(usual).describe("How often others should hear an update."),
    })
    .prefault({});
}

function cadenceOf({
  updateEvery,
}: Usual): z.ZodOptional<z.ZodType<Duration | undefined, string | undefined>> {
  return updateEvery === undefined
    ? IsoDuration.optional()
    : IsoDuration.prefault(updateEvery).optional();
}

/** What the values of a `severity` label mean unless the source says otherwise; keys are lower case. */
const USUAL_SEVERITY_LABELS: Readonly<Record<string, Severity>> = {
  sev1: "SEV1",
  p1: "SEV1",
  disaster: "SEV1",
  emergency: "SEV1",
  sev2: "SEV2",
  p2: "SEV2",
  critical: "SEV2",
  page: "SEV2",
  error: "SEV2",
  high: "SEV2",
  major: "SEV2",
  sev3: "SEV3",
  p3: "SEV3",
  warning: "SEV3",
  average: "SEV3",
  minor: "SEV3",
  ticket: "SEV3",
  sev4: "SEV4",
  p4: "SEV4",
  p5: "SEV4",
  info: "SEV4",
  low: "SEV4",
  none: "SEV4",
};

/** An unknown or missing severity still pages: silence would be the worse mistake. */
const UNKNOWN_SEVERITY: Severity = "SEV3";

/** Reads a severity label; `known` is false when the value means nothing to us. */
export function readSeverity(
  label: string | undefined,
  table: ReadonlyMap<string, Severity>,
): { readonly severity: Severity; readonly known: boolean } {
  const word = (label ?? "").trim().toLowerCase();
  const own = table.get(word);
  if (own !== undefined) return { severity: own, known: true };
  const usual = Object.hasOwn(USUAL_SEVERITY_LABELS, word)
    ? USUAL_SEVERITY_LABELS[word]
    : undefined;
  return { severity: usual ?? UNKNOWN_SEVERITY, known: usual !== undefined };
}

/** Whether a is worse than b; SEV1 is the worst. */
export function isWorse(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b);
}

/** The worst of some severities, or null of none. */
export function worst(severities: readonly Severity[]): Severity | null {
  return severities.reduce<Severity | null>(
    (found, next) => (found === null || isWorse(next, found) ? next : found),
    null,
  );
}
