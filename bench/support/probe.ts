import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { onTestFinished } from "vitest";

/** Ends the asking; answers the longest wait, in milliseconds. */
export type Probe = { readonly end: () => Promise<number> };

/** Asks an address again and again, in a thread of its own: what this one is busy with is no wait for an answer. */
export async function startProbing(url: string): Promise<Probe> {
  const thread = new Worker(new URL("probe-thread.ts", import.meta.url), { workerData: url });
  onTestFinished(() => void thread.terminate());
  await once(thread, "message");
  return {
    end: async () => {
      const longest = once(thread, "message");
      thread.postMessage("end");
      return Number((await longest)[0]);
    },
  };
}
