import { z } from "zod";
import { IsoDuration, Slug } from "#domain/schema.ts";
import { Severity } from "#domain/severity.ts";
import { BUILT_IN } from "./postmortem-template.ts";

const MOST_PERCENT = 10_000;
const MOST_P0 = 10;
const MOST_TEMPLATES = 50;

const TemplateRule = z
  .strictObject({
    severities: z.array(Severity).min(1).optional().describe("Incidents of these severities."),
    services: z.array(Slug).min(1).optional().describe("Incidents of these services."),
    teams: z.array(Slug).min(1).optional().describe("Incidents of services of these teams."),
    labels: z
      .record(z.string().min(1).max(200), z.string().max(500))
      .optional()
      .describe("Incidents of which an alert has all these labels."),
  })
  .prefault({});

const PostmortemTemplate = z
  .strictObject({
    id: Slug.describe("`default`, `lightweight` and `security` come along; others need a file."),
    file: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe("A template beside this file, in place of one that comes along."),
    when: TemplateRule.describe("For which incidents: all that is said here must fit."),
  })
  .refine(({ id, file }) => file !== undefined || BUILT_IN.some((one) => one === id), {
    message: "no template of that name comes along",
    params: { fix: `give a file, or use ${BUILT_IN.join(", ")}` },
  });
export type PostmortemTemplate = z.output<typeof PostmortemTemplate>;

/** When an incident needs a postmortem, and how one is written. */
export const Postmortems = z
  .strictObject({
    severities: z
      .array(Severity)
      .default(["SEV1", "SEV2"])
      .describe("Every incident of these severities needs one. None does for that, when empty."),
    budgetShare: z
      .number()
      .min(0)
      .max(MOST_PERCENT)
      .default(20)
      .describe("Needed when an incident used more than so many percent of an error budget."),
    exhausted: z
      .boolean()
      .default(true)
      .describe("Needed when an incident used the last of an error budget."),
    repeatedCause: IsoDuration.optional().describe(
      "Needed when an incident of the same key (service, alert, and the labels that its route groups by) was resolved at most so long before. Not for that, when left out.",
    ),
    dueAfter: IsoDuration.prefault("P5D").describe(
      "How long after the end of its incident it is to be published; where it turns out more than a day later that it is needed, how long after that.",
    ),
    p0FollowUps: z
      .number()
      .int()
      .min(0)
      .max(MOST_P0)
      .default(1)
      .describe(
        "How many follow-ups of priority P0 one that an error budget asks for must have before it is published.",
      ),
    templates: z
      .array(PostmortemTemplate)
      .max(MOST_TEMPLATES)
      .prefault([{ id: "lightweight", when: { severities: ["SEV3", "SEV4"] } }])
      .describe("What it is written with: the first that fits, else `default`."),
  })
  .prefault({});
export type Postmortems = z.output<typeof Postmortems>;
