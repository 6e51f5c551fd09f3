import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { healthRoutes, type Readiness } from "#intake/health-routes.ts";
import {
  type Delivery,
  type HookOptions,
  hookRoutes,
  type HookRefusal,
} from "#intake/hook-routes.ts";
import type { Route } from "#intake/http/route.ts";
import { type RunningServer, type ServerLimits, startServer } from "#intake/server.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics, type Metrics } from "#telemetry/metrics.ts";

export const TOKEN = "correct-horse-battery";
export const NEXT_TOKEN = "staple-of-tomorrow";
export const BODY = JSON.stringify({ version: "4", alerts: [] });

type Options = Partial<
  Pick<HookOptions, "sources" | "accept" | "quarantine" | "limits" | "strangers">
> & {
  readonly serverLimits?: Partial<ServerLimits>;
  readonly port?: number;
  readonly routes?: readonly Route[];
  readonly longestStall?: () => number;
  readonly readiness?: () => Promise<Readiness>;
};

export type HookServer = RunningServer & {
  readonly url: string;
  readonly accepted: readonly Delivery[];
  readonly quarantined: readonly (Delivery & { readonly reason: string })[];
  readonly refusals: readonly HookRefusal[];
  readonly lines: readonly string[];
  readonly metrics: Metrics;
};

/** A server with one Alertmanager called prod, and everything it told the app. */
export async function startHookServer(options: Options = {}): Promise<HookServer> {
  const accepted: Delivery[] = [];
  const quarantined: (Delivery & { readonly reason: string })[] = [];
  const refusals: HookRefusal[] = [];
  const lines: string[] = [];
  const metrics = createMetrics();
  const log = createLogger({ level: "debug", destination: { write: (line) => lines.push(line) } });
  const hooks = hookRoutes({
    sources: () => [
      { id: "prod", type: "alertmanager", username: "am", tokens: [TOKEN, NEXT_TOKEN] },
    ],
    accept: async (delivery) => void accepted.push(delivery),
    quarantine: async (delivery) => void quarantined.push(delivery),
    onRefused: (refusal) => void refusals.push(refusal),
    log,
    metrics,
    ...options,
  });
  const { longestStall = () => 0 } = options;
  const readiness = options.readiness ?? (async () => ({ kind: "ready", reasons: [] }) as const);
  const server = await startServer({
    host: "127.0.0.1",
    port: options.port ?? 0,
    routes: [
      ...(options.routes ?? []),
      ...hooks,
      ...healthRoutes({ readiness, longestStall, metrics }),
    ],
    log,
    metrics,
    limits: options.serverLimits ?? {},
  });
  onTestFinished(server.stop);
  return {
    ...server,
    accepted,
    quarantined,
    refusals,
    lines,
    metrics,
    url: `http://127.0.0.1:${server.port}`,
  };
}

export function post(
  server: HookServer,
  request: {
    readonly path?: string;
    readonly body?: string | Uint8Array;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  return fetch(server.url + (request.path ?? "/hooks/prod"), {
    method: "POST",
    redirect: "manual",
    headers: { authorization: `Bearer ${TOKEN}`, ...request.headers },
    body: Buffer.from(request.body ?? BODY),
  });
}

/** What the server sends to a client that speaks in its own words, until it closes. */
export async function speak(server: HookServer, words: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => socket.destroy());
  socket.write(words);
  return text(socket);
}

/** The start of a request to the hook, in the words of HTTP. */
export function headOf(...headers: readonly string[]): string {
  const lines = [
    "POST /hooks/prod HTTP/1.1",
    "Host: x",
    `Authorization: Bearer ${TOKEN}`,
    ...headers,
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}
