import type { Tls } from "./tls.ts";

/** By value, or read anew for each request, so that it may be replaced in its file. */
type Secret = string | (() => Promise<string>);

/** Where a Prometheus is, without /api/v1, and what it asks for; secrets by value. */
export type PrometheusAccess = {
  /** With the prefix of its path, if any: https://mimir.example.com/prometheus. */
  readonly url: string;
  readonly basic?: { readonly username: string; readonly password: Secret } | undefined;
  /** Goes before basic. */
  readonly bearer?: Secret | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Of Mimir and Cortex; several are joined by |. */
  readonly tenant?: string | undefined;
  /** What the server's certificate, and ours, must be besides what is usual. */
  readonly tls?: Tls | undefined;
};

export async function headersFor({
  basic,
  bearer,
  headers = {},
  tenant,
}: PrometheusAccess): Promise<Readonly<Record<string, string>>> {
  return {
    accept: "application/json",
    ...headers,
    ...(tenant === undefined ? {} : { "x-scope-orgid": tenant }),
    ...(basic === undefined ? {} : { authorization: `Basic ${await encoded(basic)}` }),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${await valueOf(bearer)}` }),
  };
}

async function encoded({
  username,
  password,
}: NonNullable<PrometheusAccess["basic"]>): Promise<string> {
  return Buffer.from(`${username}:${await valueOf(password)}`).toString("base64");
}

async function valueOf(secret: Secret): Promise<string> {
  return typeof secret === "string" ? secret : await secret();
}
