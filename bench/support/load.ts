import { Pool } from "undici";
import { quantile } from "./figure.ts";

export type Load = {
  /** Requests answered 200 in a second. */
  readonly rate: number;
  /** Milliseconds within which 99 of 100 were answered. */
  readonly p99: number;
};

type Options = {
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of the request with this number. */
  readonly body: (request: number) => string;
  /** At most so many requests in a second, evenly; as many as are answered when it is left out. */
  readonly perSecond?: number;
};

/** Sends POST requests by connections that are kept open, each as soon as the one before it is answered. */
export async function load(address: string, options: Options): Promise<Load> {
  const { connections, seconds, headers, body, perSecond = Number.POSITIVE_INFINITY } = options;
  const { origin, pathname } = new URL(address);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const latencies: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let sent = 0;

  async function keepSending(): Promise<void> {
    while (performance.now() < end) {
      const request = sent;
      sent += 1;
      await until(begin + (request / perSecond) * 1000);
      const start = performance.now();
      const answer = await pool.request({
        path: pathname,
        method: "POST",
        headers,
        body: body(request),
      });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`${address} answered ${answer.statusCode}`);
      latencies.push(performance.now() - start);
    }
  }

  await Promise.all(Array.from({ length: connections }, keepSending));
  await pool.close();
  const took = (performance.now() - begin) / 1000;
  return { rate: latencies.length / took, p99: quantile(latencies, 0.99) };
}

function until(moment: number): Promise<void> | undefined {
  const ms = moment - performance.now();
  if (ms <= 0) return undefined;
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
