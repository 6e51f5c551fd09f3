/** Where a Prometheus is, without /api/v1, and what it asks for; secrets by value. */
export type PrometheusAccess = {
  /** With the prefix of its path, if any: https://mimir.example.com/prometheus. */
  readonly url: string;
  readonly basic?: { readonly username: string; readonly password: string } | undefined;
  /** Read anew for each request, so that a token may be replaced in its file. */
  readonly bearer?: (() => Promise<string>) | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Of Mimir and Cortex; several are joined by |. */
  readonly tenant?: string | undefined;
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
    ...(basic === undefined ? {} : { authorization: `Basic ${encoded(basic)}` }),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${await bearer()}` }),
  };
}

function encoded({ username, password }: NonNullable<PrometheusAccess["basic"]>): string {
  return Buffer.from(`${username}:${password}`).toString("base64");
}
