import { setTimeout as wait } from "node:timers/promises";
import { SocketModeReceiver, type Logger as BoltLogger } from "@slack/bolt";
import { z } from "zod";
import type { Logger } from "#telemetry/logger.ts";
import { boltLogger } from "./bolt-logger.ts";
import { tryOnce } from "./try-once.ts";

export type SocketAccess = { readonly appToken: string; readonly apiUrl: string };

/** The receiver for Bolt, and the connection that it lives on. */
export type SocketConnection = {
  readonly receiver: SocketModeReceiver;
  /** Connects, and connects again whenever the connection ends. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** How long Slack has not been connected, in milliseconds; 0 while it is, endless before the first time. */
  readonly downForMs: () => number;
};

type Client = SocketModeReceiver["client"];

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const CALL_TIMEOUT_MS = 10_000;
const DISCONNECT_MS = 2000;
/** Longer than Slack takes from the first call to its hello; the client itself waits for minutes, or without end. */
const OPEN_WITHIN_MS = 20_000;

const Frame = z.looseObject({
  type: z.literal("events_api"),
  payload: z.looseObject({ event: z.unknown().optional() }),
});

/**
 * Keeps a connection to Slack by itself. The client's own reconnecting waits five seconds after each of
 * Slack's refreshes, in which presses are lost, and ends for good when opening a connection fails.
 */
export function createSocketConnection(
  access: SocketAccess,
  logger: Logger,
  openWithinMs = OPEN_WITHIN_MS,
): SocketConnection {
  const stopping = new AbortController();
  const receiver = createReceiver(access, boltLogger(logger, stopping.signal));
  const { client } = receiver;
  let downSince: number | null = -Infinity;
  guardAgainstEventless(client, logger);

  async function keepConnected(): Promise<void> {
    let pause = 0;
    while (!stopping.signal.aborted) {
      await wait(pause, undefined, { signal: stopping.signal });
      try {
        await open(client, openWithinMs);
        const ended = endOf(client);
        // Told to stop while it was connecting, the client goes on connecting.
        if (stopping.signal.aborted) void client.disconnect();
        [downSince, pause] = [null, 0];
        logger.info("connected to Slack");
        await ended;
        logger.info("Slack closed the connection");
      } catch (error) {
        if (stopping.signal.aborted) return;
        const reason = error instanceof Error ? error.message : "closed before it was ready";
        pause = Math.min(Math.max(pause * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS);
        logger.warn({ reason, againInMs: pause }, "cannot connect to Slack");
      }
      downSince ??= performance.now();
    }
  }

  let running: Promise<void> = Promise.resolve();
  return {
    receiver,
    start: () => {
      running = keepConnected().catch(() => undefined);
    },
    stop: async () => {
      stopping.abort();
      // Slack may take seconds to say goodbye.
      await Promise.race([client.disconnect(), wait(DISCONNECT_MS)]);
      await Promise.race([running, wait(DISCONNECT_MS)]);
    },
    downForMs: () => (downSince === null ? 0 : performance.now() - downSince),
  };
}

/** Until Slack has said hello; whoever takes the connection and says nothing is not waited for. */
async function open(client: Client, withinMs: number): Promise<void> {
  const limit = setTimeout(() => void client.disconnect(), withinMs);
  try {
    await client.start();
  } finally {
    clearTimeout(limit);
  }
}

/** Its own client options: the socket client writes into the object that it is given. */
function createReceiver(
  { appToken, apiUrl }: SocketAccess,
  logger: BoltLogger,
): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger,
    installerOptions: { clientOptions: tryOnce(apiUrl, CALL_TIMEOUT_MS) },
  });
}

/**
 * Slack's word that it holds events back carries no event, on which socket-mode 3.1.0 throws where nobody
 * catches it. Given an empty one it is acknowledged like any other and nobody listens to it.
 */
function guardAgainstEventless(client: Client, logger: Logger): void {
  const listeners = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: unknown) => {
    const mended = mendEventless(data);
    if (mended !== null) logger.warn("Slack holds events back: there were too many");
    for (const listener of listeners) {
      void digest(() => listener.call(client, mended ?? data, isBinary), logger);
    }
  });
}

/** A frame that the client cannot digest must not end the process: its listener answers with a promise. */
async function digest(listen: () => unknown, logger: Logger): Promise<void> {
  try {
    await listen();
  } catch (error) {
    logger.error({ err: error }, "a frame from Slack was not understood");
  }
}

function mendEventless(data: unknown): string | null {
  if (typeof data !== "string" || !data.includes("app_rate_limited")) return null;
  const frame = Frame.safeParse(parseJson(data));
  if (!frame.success || frame.data.payload.event !== undefined) return null;
  const event = { type: "app_rate_limited" };
  return JSON.stringify({ ...frame.data, payload: { ...frame.data.payload, event } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function endOf(client: Client): Promise<void> {
  return new Promise((done) => {
    client.once("disconnected", () => done());
  });
}
