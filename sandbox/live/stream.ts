import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "#sandbox/world.ts";
import { changeBetween } from "./changes.ts";
import { lookAt, type Look } from "./look.ts";

const LOOK_EVERY_MS = 60;
const HEARTBEAT_MS = 15_000;

/**
 * What one window is told, as server-sent events. It is pulled: the workspace is looked at only after the window has
 * taken what came before, so a slow one gets fewer and larger changes, and nothing runs while nobody listens.
 */
export function changeStream(world: World): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const encoder = new TextEncoder();
  let seen: Look | null = null;

  async function nextEvent(): Promise<string> {
    const deadline = performance.now() + HEARTBEAT_MS;
    while (performance.now() < deadline) {
      if (seen !== null) await sleep(LOOK_EVERY_MS, undefined, { signal: gone.signal });
      const look = lookAt(world);
      const change = changeBetween(seen, look);
      if (change !== null) {
        seen = look;
        return `data: ${JSON.stringify(change)}\n\n`;
      }
    }
    // A comment: writing it is how the end of a silent window is noticed.
    return ": still here\n\n";
  }

  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(encoder.encode(await nextEvent()));
    },
    cancel() {
      gone.abort();
    },
  });
}
