import { z } from "zod";
import { HttpUrl, SecretName } from "#domain/schema.ts";

/** Where error budgets are measured. */
export const PrometheusServer = z.strictObject({
  url: HttpUrl.describe(
    "Where Prometheus is, or whatever speaks its API, with the prefix of its path and without /api/v1.",
  ),
  basic: z
    .strictObject({
      username: z.string().min(1).describe("The user name."),
      password: SecretName.describe("The environment variable that holds the password."),
    })
    .optional()
    .describe(
      "Basic authentication, when it asks for it; on Grafana Cloud the number of the instance and a token.",
    ),
  bearer: SecretName.optional().describe(
    "The environment variable that holds the token of Bearer authentication.",
  ),
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]{1,100}$/, "a header is letters, digits and -"),
      SecretName,
    )
    .default({})
    .describe("More headers; each is named with the environment variable that holds its value."),
  tenant: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("The tenant of Mimir or Cortex; several are joined by |."),
});
export type PrometheusServer = z.output<typeof PrometheusServer>;
