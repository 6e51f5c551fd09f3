import { setImmediate as nextTurn } from "node:timers/promises";
import type { Metrics } from "#telemetry/metrics.ts";
import { type Answer, jsonAnswer } from "./http/answer.ts";
import type { Route } from "./http/route.ts";

export type Readiness = {
  readonly kind: "ready" | "not ready";
  /** What is wrong, the worst first, also where pages go out all the same. */
  readonly reasons: readonly string[];
};

export type HealthOptions = {
  /** Whether deliveries can be taken and pages sent, as the app sees it. */
  readonly readiness: () => Promise<Readiness>;
  /** The longest that the event loop stood still lately, in seconds; 0 when it did not. */
  readonly longestStall: () => number;
  readonly metrics: Metrics;
};

export function healthRoutes(options: HealthOptions): readonly Route[] {
  const { longestStall, metrics } = options;
  const readiness = together(options.readiness);
  return [
    { kind: "answer", method: "GET", path: "/healthz", answer: answerHealth },
    { kind: "answer", method: "GET", path: "/livez", answer: () => answerLife(longestStall()) },
    {
      kind: "answer",
      method: "GET",
      path: "/readyz",
      answer: async ({ isStopping }) => answerReadiness(isStopping ? STOPPING : await readiness()),
      answerFault: () => answerReadiness(UNKNOWN),
    },
    { kind: "answer", method: "GET", path: "/metrics", answer: () => answerMetrics(metrics) },
  ];
}

/** Anybody may ask, and the database is asked each time: whoever asks meanwhile hears the same answer. */
function together<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asking: Promise<Value> | null = null;
  return () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}

const STOPPING: Readiness = { kind: "not ready", reasons: ["it is stopping"] };
const UNKNOWN: Readiness = { kind: "not ready", reasons: ["the check itself failed"] };

/** Alive as long as the event loop turns. */
async function answerHealth(): Promise<Answer> {
  await nextTurn();
  return jsonAnswer(200, { status: "alive" });
}

/** Whoever restarts what does not live should wait for several of these: one standstill may pass. */
function answerLife(stalledSeconds: number): Answer {
  if (stalledSeconds === 0) return jsonAnswer(200, { status: "alive" });
  return jsonAnswer(503, { status: "stood still", seconds: Number(stalledSeconds.toFixed(1)) });
}

function answerReadiness(readiness: Readiness): Answer {
  const { kind: status, reasons } = readiness;
  if (status === "not ready") return jsonAnswer(503, { status, reasons });
  return jsonAnswer(200, reasons.length === 0 ? { status } : { status, impaired: reasons });
}

async function answerMetrics(metrics: Metrics): Promise<Answer> {
  const { contentType, text } = await metrics.render();
  return { status: 200, headers: { "Content-Type": contentType }, body: text };
}
