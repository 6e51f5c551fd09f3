import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Duration } from "luxon";
import type { Logger } from "#telemetry/logger.ts";
import type { Metrics } from "#telemetry/metrics.ts";
import { answerRequest } from "./http/answer-request.ts";
import type { Route } from "./http/route.ts";

export type ServerLimits = {
  readonly headerBytes: number;
  /** For a whole request, headers and body; a backstop behind the limits of single routes. */
  readonly requestWithin: Duration;
  /** Longer than senders keep idle connections, or they would meet resets. */
  readonly keepAlive: Duration;
  readonly stopWithin: Duration;
  /** How often slow requests are looked for. */
  readonly checkEvery: Duration;
};

export type ServerOptions = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly limits?: Partial<ServerLimits>;
};

export type RunningServer = {
  readonly port: number;
  /** Takes no new connections, answers what is under way, then closes. */
  readonly stop: () => Promise<void>;
};

const DEFAULT_LIMITS: ServerLimits = {
  headerBytes: 16 * 1024,
  requestWithin: Duration.fromObject({ seconds: 15 }),
  keepAlive: Duration.fromObject({ minutes: 6 }),
  stopWithin: Duration.fromObject({ seconds: 8 }),
  checkEvery: Duration.fromObject({ seconds: 1 }),
};

/** The one HTTP server; throws when the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  let isStopping = false;
  const server = createServer(serverSettings(limits), (request, response) => {
    response.once("close", () => {
      if (isStopping) server.closeIdleConnections();
    });
    void answerRequest(options, { request, response, isStopping });
  });
  server.listen(options.port, options.host);
  await once(server, "listening");
  // Such as too many open files: it passes, and must not end the program.
  server.on("error", (error) => options.log.error({ err: error }, "could not take a connection"));
  let stopped: Promise<void> | null = null;
  return {
    port: portOf(server),
    stop() {
      isStopping = true;
      stopped ??= close(server, limits.stopWithin);
      return stopped;
    },
  };
}

function serverSettings(limits: ServerLimits): Parameters<typeof createServer>[0] {
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.requestWithin.toMillis(),
    requestTimeout: limits.requestWithin.toMillis(),
    keepAliveTimeout: limits.keepAlive.toMillis(),
    connectionsCheckingInterval: limits.checkEvery.toMillis(),
  };
}

async function close(server: Server, within: Duration): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const deadline = setTimeout(() => server.closeAllConnections(), within.toMillis());
  await closed;
  clearTimeout(deadline);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
