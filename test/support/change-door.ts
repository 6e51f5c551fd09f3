import { createHmac } from "node:crypto";
import type { DateTime, Duration } from "luxon";
import { onTestFinished } from "vitest";
import type { NotedChange, ToldChange } from "#engine/delivery/note-service-changes.ts";
import { startServer } from "#intake/server.ts";
import { serviceChangeRoutes } from "#intake/service-change-routes.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics, type Metrics } from "#telemetry/metrics.ts";
import { at } from "./build.ts";

export const TOKEN = "correct-horse-battery";
export const RECEIVED_AT: DateTime = at("10:10");

type Note = (changes: readonly ToldChange[]) => Promise<readonly NotedChange[]>;

export type ChangeDoor = {
  readonly url: string;
  readonly told: readonly ToldChange[];
  readonly lines: readonly string[];
  readonly metrics: Metrics;
  /** Posts with the token, unless other headers are given. */
  readonly post: (
    body: string | Uint8Array,
    headers?: Readonly<Record<string, string>>,
    path?: string,
  ) => Promise<Response>;
};

/** A server that takes changes, and everything that it was told. */
export async function openChangeDoor(
  options: { readonly note?: Note; readonly storeWithin?: Duration } = {},
): Promise<ChangeDoor> {
  const told: ToldChange[] = [];
  const lines: string[] = [];
  const metrics = createMetrics();
  const log = createLogger({ level: "debug", destination: { write: (line) => lines.push(line) } });
  const routes = serviceChangeRoutes({
    secrets: () => ({ username: "changes", tokens: [TOKEN, "staple-of-tomorrow"] }),
    services: () => ["checkout", "search"],
    now: async () => RECEIVED_AT,
    note: async (changes) => {
      told.push(...changes);
      return changes.map(({ id }) => ({ id, result: "new", services: ["checkout"] }));
    },
    log,
    metrics,
    ...options,
  });
  const server = await startServer({ host: "127.0.0.1", port: 0, routes, log, metrics });
  onTestFinished(server.stop);
  const url = `http://127.0.0.1:${server.port}`;
  const usual = { authorization: `Bearer ${TOKEN}` };
  return {
    url,
    told,
    lines,
    metrics,
    post: (body, headers = usual, path = "/hooks/changes") =>
      fetch(url + path, { method: "POST", headers, body: Buffer.from(body) }),
  };
}

/** The header by which GitHub proves that it knows the secret. */
export function signature(body: string, secret: string = TOKEN): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
