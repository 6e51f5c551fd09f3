import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

// Asks an address again and again until it is told to end; tells the longest wait for an answer, in milliseconds.
const PAUSE_MS = 50;
const ending = new AbortController();
parentPort?.once("message", () => ending.abort());

async function ask(): Promise<number> {
  const start = performance.now();
  const answer = await fetch(String(workerData));
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`It answered ${answer.status}`);
  return performance.now() - start;
}

// With the first, fetch is loaded and the connection made that all others use.
await ask();
parentPort?.postMessage("ready");
let longest = 0;
while (!ending.signal.aborted) {
  await wait(PAUSE_MS);
  longest = Math.max(longest, await ask());
}
parentPort?.postMessage(longest);
