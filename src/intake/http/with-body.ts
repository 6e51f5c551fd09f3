import type { IncomingMessage, ServerResponse } from "node:http";
import { Duration } from "luxon";
import { createInFlight } from "./in-flight.ts";
import { type BodyRead, readBody } from "./read-body.ts";

type Listen = (request: IncomingMessage, response: ServerResponse) => unknown;

type Limits = {
  readonly bytes: number;
  readonly within: Duration;
  /** Of all together. */
  readonly requests: number;
  readonly bytesInFlight: number;
};

const MEBIBYTE = 1024 * 1024;
const DEFAULT_LIMITS: Limits = {
  bytes: 4 * MEBIBYTE,
  // As long as Slack waits for the whole answer.
  within: Duration.fromObject({ seconds: 3 }),
  requests: 1024,
  bytesInFlight: 64 * MEBIBYTE,
};

const STATUS = {
  too_large: 413,
  too_slow: 408,
  overloaded: 503,
  aborted: 400,
} as const satisfies Record<Extract<BodyRead, { kind: "refused" }>["reason"], number>;

/**
 * A listener that gets each request with its body read, where Bolt looks for it (`rawBody`). Who asks is known only by
 * then, so what is bounded is the memory and the time: few who send slowly keep nobody out.
 */
export function withBody(listen: Listen, given: Partial<Limits> = {}): Listen {
  const { bytes, within, requests, bytesInFlight } = { ...DEFAULT_LIMITS, ...given };
  const enter = createInFlight({ requests, bytes: bytesInFlight });
  return async (request, response) => {
    const slot = enter();
    if (slot === null) return refuse(response, STATUS.overloaded);
    response.once("close", slot.leave);
    const read = await readBody(request, { bytes, within, reserve: slot.reserve });
    if (read.kind === "refused") return refuse(response, STATUS[read.reason]);
    const { body } = read;
    const rawBody = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return await listen(Object.assign(request, { rawBody }), response);
  };
}

function refuse(response: ServerResponse, status: number): void {
  if (!response.destroyed) response.writeHead(status, { Connection: "close" }).end();
}
