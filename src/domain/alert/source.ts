import { z } from "zod";
import { HttpUrl, IsoDuration, SecretName } from "#domain/schema.ts";
import { Severity } from "#domain/severity.ts";

const Heartbeat = z.strictObject({
  alertname: z.string().min(1).default("Watchdog").describe("The alert that always fires."),
  within: IsoDuration.prefault("PT5M").describe(
    "How long it may be missing; more than its repeat_interval.",
  ),
});

const Api = z.strictObject({
  url: HttpUrl.describe("Where Alertmanager's API v2 is, without /api/v2."),
  every: IsoDuration.prefault("PT1M").describe("How often alerts are compared with it."),
  basic: z
    .strictObject({
      username: z.string().min(1).describe("The user name."),
      password: SecretName.describe("The environment variable that holds the password."),
    })
    .optional()
    .describe("Basic authentication, when the API asks for it."),
  bearer: SecretName.optional().describe(
    "The environment variable that holds the token of Bearer authentication, when the API asks for it.",
  ),
});

/** The source that Muster itself is, for what it notices on its own. */
export const OWN_SOURCE = "muster";

/** A program that sends us alerts. */
export const Source = z.strictObject({
  type: z.enum(["alertmanager"]).describe("What kind of program it is."),
  tokens: z
    .array(SecretName)
    .min(1)
    .max(2)
    .default(["MUSTER_WEBHOOK_TOKEN"])
    .describe(
      "Environment variables that hold the webhook's secret; two while one replaces the other.",
    ),
  username: z
    .string()
    .min(1)
    .default("alertmanager")
    .describe(
      "The user name, when the sender uses Basic authentication with a token as the password.",
    ),
  api: Api.optional().describe(
    "Without it, alerts that end while silenced are never seen to end, and nothing can be silenced from Slack.",
  ),
  heartbeat: Heartbeat.optional().describe("Tells when alerting itself has gone blind."),
  repeatInterval: IsoDuration.prefault("PT4H").describe(
    "The longest `repeat_interval` with which it sends alerts here. One of which nothing is heard for twice as long is told to be stale, unless the API lists it; nothing is resolved by that.",
  ),
  severities: z
    .record(z.string().min(1).max(100), Severity)
    .default({})
    .transform((byLabel) => new Map(Object.entries(byLabel).map(([k, v]) => [k.toLowerCase(), v])))
    .describe(
      "What values of the `severity` label mean, beyond the usual words: a severity for each.",
    ),
});
export type Source = z.output<typeof Source> & { readonly id: string };
