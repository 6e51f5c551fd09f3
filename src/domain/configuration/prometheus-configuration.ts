import { z } from "zod";
import { HttpUrl, SecretName } from "#domain/schema.ts";

/** Whole, since whoever starts Muster may stand anywhere. */
const FileName = z
  .string()
  .regex(/^(?:\/|[A-Za-z]:[\\/])./, "give the whole path of a file, such as /run/secrets/token")
  .meta({ title: "file" });

const Basic = z
  .strictObject({
    username: z.string().min(1).describe("The user name."),
    password: SecretName.optional().describe("The environment variable that holds the password."),
    passwordFile: FileName.optional().describe(
      "The file that holds it, which goes before `password`; it may be replaced while Muster runs.",
    ),
  })
  .refine(({ password, passwordFile }) => password !== undefined || passwordFile !== undefined, {
    message: "there is no password",
    params: { fix: "give password or passwordFile" },
  });

const Tls = z
  .strictObject({
    ca: FileName.optional().describe(
      "The certificates of who may sign the server's, in PEM, when the system does not know them.",
    ),
    certificate: FileName.optional().describe("Our own certificate, when it wants to see one."),
    key: FileName.optional().describe("The key of our certificate."),
    serverName: z
      .string()
      .min(1)
      .optional()
      .describe("The name in the server's certificate, when it is reached by another one."),
    skipVerify: z
      .boolean()
      .default(false)
      .describe(
        "Trust whoever answers: credentials and numbers may be anybody's then. `muster check` warns of it.",
      ),
  })
  .refine(({ certificate, key }) => (certificate === undefined) === (key === undefined), {
    message: "a certificate is nothing without its key",
    params: { fix: "give both certificate and key, or neither" },
  });

/** Where error budgets are measured. */
export const PrometheusServer = z
  .strictObject({
    url: HttpUrl.describe(
      "Where Prometheus is, or whatever speaks its API, with the prefix of its path and without /api/v1.",
    ),
    basic: Basic.optional().describe(
      "Basic authentication, when it asks for it; on Grafana Cloud the number of the instance and a token.",
    ),
    bearer: SecretName.optional().describe(
      "The environment variable that holds the token of Bearer authentication; goes before `basic`.",
    ),
    bearerFile: FileName.optional().describe(
      "The file that holds the token, which goes before `bearer`; it may be replaced while Muster runs.",
    ),
    tls: Tls.optional().describe(
      "For an https address whose certificate is not one that everybody trusts, or that asks for ours; each file is in PEM and may be replaced while Muster runs.",
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
  })
  .refine(({ url, tls }) => tls === undefined || url.startsWith("https:"), {
    path: ["tls"],
    message: "nothing of this is done for an http address",
    params: { fix: "write https in url, or leave tls out" },
  });
export type PrometheusServer = z.output<typeof PrometheusServer>;
