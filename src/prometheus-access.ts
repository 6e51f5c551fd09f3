import type { PrometheusServer } from "#domain/configuration/prometheus-configuration.ts";
import type { PrometheusAccess } from "#prometheus/client/access.ts";
import { readConfigured } from "#prometheus/client/read-file.ts";
import { need } from "./connections.ts";

type Secret = (name: string) => string | null;

/** How the Prometheus of muster.yaml is reached; throws when a secret is not set. */
export function prometheusAccess(server: PrometheusServer, secret: Secret): PrometheusAccess {
  const { url, basic, headers, tenant, tls } = server;
  return {
    url,
    tenant,
    tls,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, variable]) => [name, need(secret, variable)]),
    ),
    ...(basic && { basic: { username: basic.username, password: passwordOf(basic, secret) } }),
    ...bearerOf(server, secret),
  };
}

type Password = NonNullable<PrometheusAccess["basic"]>["password"];

function passwordOf(
  { password = "", passwordFile }: NonNullable<PrometheusServer["basic"]>,
  secret: Secret,
): Password {
  if (passwordFile === undefined) return need(secret, password);
  return async () => await readConfigured(passwordFile);
}

function bearerOf(
  { bearer, bearerFile }: PrometheusServer,
  secret: Secret,
): Pick<PrometheusAccess, "bearer"> {
  if (bearerFile !== undefined) return { bearer: async () => await readConfigured(bearerFile) };
  return bearer === undefined ? {} : { bearer: need(secret, bearer) };
}
