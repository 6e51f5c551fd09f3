import type { IncomingMessage } from "node:http";
import { Duration } from "luxon";
import type { Source } from "#domain/alert/source.ts";
import type { Logger } from "#telemetry/logger.ts";
import type { Metrics } from "#telemetry/metrics.ts";
import { decodeAlertmanager } from "./alertmanager.ts";
import { isAuthentic, type Secrets } from "./authenticate.ts";
import { type Answer, jsonAnswer } from "./http/answer.ts";
import { createBuckets } from "./http/buckets.ts";
import { createInFlight, type Slot } from "./http/in-flight.ts";
import { readBody } from "./http/read-body.ts";
import { type Incoming, isFromWebsite, type Route } from "./http/route.ts";
import { createStrangers, type Strangers } from "./http/strangers.ts";
import { withinDeadline } from "./http/within-deadline.ts";
import { answerRefusal, type RefusalReason } from "./refusal.ts";

/** A source with the values of its secrets. */
export type HookSource = Secrets & { readonly id: string; readonly type: Source["type"] };

export type Delivery = { readonly source: string; readonly body: Uint8Array };

export type HookRefusal = {
  readonly source: string;
  readonly reason: RefusalReason;
  readonly detail: string | null;
};

type HookLimits = {
  readonly bodyBytes: number;
  readonly bodyWithin: Duration;
  readonly requests: number;
  readonly bytesInFlight: number;
  readonly storeWithin: Duration;
  /** Of one source, in the long run; a storm may bring `atOnce` deliveries without a pause. */
  readonly perSecond: number;
  readonly atOnce: number;
};

export type HookOptions = {
  /** Asked for every delivery, because the configuration may change. */
  readonly sources: () => readonly HookSource[];
  /** Stores a delivery durably; 200 is answered only after it. */
  readonly accept: (delivery: Delivery) => Promise<void>;
  /** Keeps a body that can never be read where a human can look at it. */
  readonly quarantine: (delivery: Delivery & { readonly reason: string }) => Promise<void>;
  /** Told of refusals that a human must put right, since the sender will not say so. */
  readonly onRefused: (refusal: HookRefusal) => void;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly limits?: Partial<HookLimits>;
  readonly strangers?: Strangers;
};

const MEBIBYTE = 1024 * 1024;
const DEFAULT_LIMITS: HookLimits = {
  bodyBytes: 16 * MEBIBYTE,
  bodyWithin: Duration.fromObject({ seconds: 10 }),
  requests: 256,
  bytesInFlight: 64 * MEBIBYTE,
  storeWithin: Duration.fromObject({ seconds: 5 }),
  perSecond: 1000,
  atOnce: 20_000,
};

const DECODERS = { alertmanager: decodeAlertmanager } as const satisfies Record<
  Source["type"],
  unknown
>;
const NEEDS_A_HUMAN: ReadonlySet<RefusalReason> = new Set([
  "unauthorized",
  "compressed",
  "too_large",
  "unreadable",
]);

type Hooks = Omit<HookOptions, "limits" | "strangers"> & {
  readonly limits: HookLimits;
  readonly enter: () => Slot | null;
  /** Whether a source may deliver once more now. */
  readonly mayDeliver: (source: string) => boolean;
  readonly strangers: Strangers;
};

/** The webhooks: check the sender, store the raw body, answer; the work happens elsewhere. */
export function hookRoutes(options: HookOptions): readonly Route[] {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { requests, bytesInFlight: bytes, perSecond, atOnce: burst } = limits;
  const hooks = {
    ...options,
    limits,
    enter: createInFlight({ requests, bytes }),
    mayDeliver: createBuckets({ perSecond, burst }),
    strangers: options.strangers ?? createStrangers(),
  };
  return ["/hooks/:source", "/hooks/:source/:token"].map((path) => ({
    kind: "answer",
    method: "POST",
    path,
    answer: (incoming) => receive(hooks, incoming),
    answerFault: () => refuse(hooks, { reason: "not_stored" }),
  }));
}

async function receive(hooks: Hooks, incoming: Incoming): Promise<Answer> {
  const { request, params } = incoming;
  if (incoming.isStopping) return refuse(hooks, { reason: "stopping" });
  if (isFromWebsite(request)) return refuseStranger(hooks, request, { reason: "from_a_website" });
  const source = findSource(hooks.sources(), params["source"] ?? "");
  if (source === null) return refuseStranger(hooks, request, { reason: "unknown_source" });
  const { authorization, "content-encoding": encoding = "identity" } = request.headers;
  if (!isAuthentic(source, { authorization, pathToken: params["token"] })) {
    return refuseStranger(hooks, request, { reason: "unauthorized", source: source.id });
  }
  if (!hooks.mayDeliver(source.id)) {
    return refuse(hooks, { reason: "overloaded", source: source.id });
  }
  if (encoding.toLowerCase() !== "identity") {
    return refuse(hooks, { reason: "compressed", source: source.id });
  }
  const slot = hooks.enter();
  if (slot === null) return refuse(hooks, { reason: "overloaded", source: source.id });
  return readAndStore(hooks, { source, slot, request });
}

/** By id; /hooks/alertmanager also stands for the only Alertmanager, whatever it is called. */
function findSource(sources: readonly HookSource[], name: string): HookSource | null {
  const named = sources.find(({ id }) => id === name);
  if (named !== undefined) return named;
  const [only, ...others] = sources.filter(({ type }) => type === name);
  return only !== undefined && others.length === 0 ? only : null;
}

async function readAndStore(
  hooks: Hooks,
  { source, slot, request }: { source: HookSource; slot: Slot; request: IncomingMessage },
): Promise<Answer> {
  const { bodyBytes, bodyWithin, storeWithin } = hooks.limits;
  const limits = { bytes: bodyBytes, within: bodyWithin, reserve: slot.reserve };
  const read = await readBody(request, limits);
  if (read.kind === "refused") {
    slot.leave();
    return refuse(hooks, { reason: read.reason, source: source.id });
  }
  // The slot is held until storing has really ended: bodies that wait for a slow database are memory.
  const storing = store(hooks, source, read.body).finally(slot.leave);
  return withinDeadline(storing, storeWithin);
}

async function store(hooks: Hooks, source: HookSource, body: Uint8Array): Promise<Answer> {
  const observe = hooks.metrics.ingestSeconds.startTimer();
  const decoded = DECODERS[source.type](body);
  if (decoded.kind === "unreadable") {
    await hooks.quarantine({ source: source.id, body, reason: decoded.reason });
    hooks.metrics.quarantined.inc({ source: source.id });
    return refuse(hooks, { reason: "unreadable", source: source.id, detail: decoded.reason });
  }
  await hooks.accept({ source: source.id, body });
  observe();
  hooks.metrics.ingestAccepted.inc({ source: source.id });
  if (decoded.notes.length > 0) hooks.metrics.ingestMended.inc({ source: source.id });
  return jsonAnswer(200, { status: "stored" });
}

/** Whoever shows no right secret is slowed, and told of only so often. */
async function refuseStranger(
  hooks: Hooks,
  { socket }: IncomingMessage,
  refusal: Refused,
): Promise<Answer> {
  const { remoteAddress: address } = socket;
  const mention = await hooks.strangers(address);
  if (mention === "each") return refuse(hooks, refusal);
  if (mention === "no more") {
    hooks.log.error({ ...refusal, address }, "too many wrong deliveries from one address");
  }
  hooks.metrics.ingestRejected.inc({ reason: refusal.reason });
  return answerRefusal(refusal.reason);
}

type Refused = {
  readonly reason: RefusalReason;
  readonly source?: string;
  readonly detail?: string;
};

function refuse(hooks: Hooks, { reason, source, detail }: Refused): Answer {
  hooks.metrics.ingestRejected.inc({ reason });
  hooks.log.warn({ source, reason, detail }, "refused a delivery");
  if (source !== undefined && NEEDS_A_HUMAN.has(reason)) {
    hooks.onRefused({ source, reason, detail: detail ?? null });
  }
  return answerRefusal(reason, { ...(detail !== undefined && { detail }) });
}
