import { parentPort } from "node:worker_threads";
import { Pool } from "undici";
import { quantile } from "./figure.ts";
import type { Load, LoadOrder } from "./load.ts";

// Carries out one order after another; an error ends the thread, and reaches whoever gave the order.
parentPort?.on("message", (order: LoadOrder) => {
  void report(order);
});

async function report(order: LoadOrder): Promise<void> {
  parentPort?.postMessage(await carryOut(order));
}

async function carryOut(order: LoadOrder): Promise<Load> {
  const { connections, seconds, perSecond = Number.POSITIVE_INFINITY } = order;
  const pool = new Pool(new URL(order.address).origin, { connections, pipelining: 1 });
  await Promise.all(forEachConnection(order, (nth) => send(pool, order, nth)));
  const latencies: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let sent = 0;

  async function keepSending(): Promise<void> {
    while (performance.now() < end) {
      const request = sent;
      sent += 1;
      await until(begin + (request / perSecond) * 1000);
      latencies.push(await send(pool, order, request));
    }
  }

  await Promise.all(forEachConnection(order, keepSending));
  const took = (performance.now() - begin) / 1000;
  await pool.close();
  return {
    rate: latencies.length / took,
    p99: quantile(latencies, 0.99),
    answered: latencies.length + connections,
  };
}

function forEachConnection<Value>(
  { connections }: LoadOrder,
  act: (nth: number) => Value,
): readonly Value[] {
  return Array.from({ length: connections }, (_, nth) => act(nth));
}

/** Milliseconds until the answer is read. */
async function send(pool: Pool, order: LoadOrder, request: number): Promise<number> {
  const { address, headers, bodies } = order;
  const start = performance.now();
  const answer = await pool.request({
    path: new URL(address).pathname,
    method: "POST",
    headers,
    body: bodies[request % bodies.length] ?? "",
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`${address} answered ${answer.statusCode}`);
  return performance.now() - start;
}

function until(moment: number): Promise<void> | undefined {
  const ms = moment - performance.now();
  if (ms <= 0) return undefined;
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
