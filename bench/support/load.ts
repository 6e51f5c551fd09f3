import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";

const Load = z.object({
  /** Requests answered 200 in a second. */
  rate: z.number(),
  /** Milliseconds within which 99 of 100 were answered. */
  p99: z.number(),
  /** All of them, also those by which the connections were made and which count for nothing else. */
  answered: z.number(),
});

export type Load = z.infer<typeof Load>;

export type LoadOrder = {
  readonly address: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** They take turns. */
  readonly bodies: readonly string[];
  /** At most so many requests in a second, evenly; as many as are answered when it is left out. */
  readonly perSecond?: number;
};

/** One for all turns: code that has sent before is fast. */
let thread: Worker | null = null;

/**
 * Sends POST requests by connections that are kept open, each as soon as the one before it is answered; in a thread of
 * its own, for this one also plays Slack: what it is busy with is no wait for an answer.
 */
export async function load(order: LoadOrder): Promise<Load> {
  thread ??= startThread();
  const done = once(thread, "message");
  thread.postMessage(order);
  const [answer] = await done;
  return Load.parse(answer);
}

function startThread(): Worker {
  const started = new Worker(new URL("load-thread.ts", import.meta.url));
  started.unref();
  return started;
}
