import { batch } from "@preact/signals";
import { isJson } from "#sandbox/json.ts";
import type { Change } from "#sandbox/live/wire.ts";
import { apply, connection } from "./store.ts";

const PATIENCE_MS = 1500;

/** Follows the workspace for as long as the window is open, whatever happens to the connection. */
export function followWorkspace(): void {
  const source = new EventSource("/_control/changes");
  source.addEventListener("message", ({ data }) => receive(String(data)));
  source.addEventListener("error", () => {
    connection.value = "lost";
    // The browser tries again by itself, except after an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(followWorkspace, PATIENCE_MS);
  });
}

function receive(data: string): void {
  const change: unknown = JSON.parse(data);
  if (!isChange(change)) return;
  batch(() => {
    apply(change);
    connection.value = "live";
  });
}

function isChange(value: unknown): value is Change {
  return isJson(value) && typeof value["now"] === "number";
}
