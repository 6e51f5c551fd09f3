import type { IncomingMessage } from "node:http";
import { type DateTime, Duration } from "luxon";
import type { NotedChange, ToldChange } from "#engine/delivery/note-service-changes.ts";
import type { Logger } from "#telemetry/logger.ts";
import type { Metrics } from "#telemetry/metrics.ts";
import { isAuthentic, type Secrets } from "./authenticate.ts";
import { type Answer, jsonAnswer } from "./http/answer.ts";
import { createInFlight, type Slot } from "./http/in-flight.ts";
import { readBody } from "./http/read-body.ts";
import { type Incoming, isFromWebsite, type Route } from "./http/route.ts";
import { createStrangers, type Strangers } from "./http/strangers.ts";
import { withinDeadline } from "./http/within-deadline.ts";
import { answerRefusal, type RefusalReason } from "./refusal.ts";
import { isSigned } from "./service-changes/is-signed.ts";
import { readServiceChanges } from "./service-changes/read-service-changes.ts";
import type { FieldProblem } from "./service-changes/told.ts";

export type ServiceChangeOptions = {
  /** Asked for every delivery, because the configuration may change. */
  readonly secrets: () => Secrets;
  readonly services: () => readonly string[];
  readonly now: () => Promise<DateTime>;
  /** Stores changes durably; 200 is answered only after it. */
  readonly note: (changes: readonly ToldChange[]) => Promise<readonly NotedChange[]>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly storeWithin?: Duration;
  readonly strangers?: Strangers;
};

const MEBIBYTE = 1024 * 1024;
const BODY_WITHIN = Duration.fromObject({ seconds: 10 });
const STORE_WITHIN = Duration.fromObject({ seconds: 5 });
const AT_ONCE = { requests: 64, bytes: 16 * MEBIBYTE };

const MESSAGES: Partial<Record<RefusalReason, string>> = {
  from_a_website: "Changes come from programs; what a website has a browser send is not taken.",
  unauthorized:
    "Give a token of changes.tokens: as Bearer, as the password of Basic, in the path, as X-Gitlab-Token, or sign with it as GitHub does.",
  too_large: "The body is over 1 MiB. Send fewer changes at once.",
  unreadable: "Nothing of it was stored. Put right what stands under detail, and send it again.",
};

type Door = ServiceChangeOptions & {
  readonly enter: () => Slot | null;
  readonly strangers: Strangers;
};

/** Where deploys, flags and other changes of services are told: check the sender, store, answer what became of each. */
export function serviceChangeRoutes(options: ServiceChangeOptions): readonly Route[] {
  const strangers = options.strangers ?? createStrangers();
  const door = { ...options, strangers, enter: createInFlight(AT_ONCE) };
  return ["/hooks/changes", "/hooks/changes/:token"].map((path) => ({
    kind: "answer",
    method: "POST",
    path,
    answer: (incoming) => receive(door, incoming),
    answerFault: () => refuse(door, "not_stored"),
  }));
}

async function receive(door: Door, incoming: Incoming): Promise<Answer> {
  const { request, params, isStopping } = incoming;
  if (isStopping) return refuse(door, "stopping");
  if (isFromWebsite(request)) return refuseStranger(door, request, "from_a_website");
  const isKnown = showsToken(door.secrets(), request, params["token"]);
  // A signature can be checked only when the body is there.
  if (!isKnown && signatureOf(request) === undefined) {
    return refuseStranger(door, request, "unauthorized");
  }
  const { "content-encoding": encoding = "identity" } = request.headers;
  if (encoding.toLowerCase() !== "identity") return refuse(door, "compressed");
  const slot = door.enter();
  if (slot === null) return refuse(door, "overloaded");
  return readAndStore(door, { request, isKnown, slot });
}

async function readAndStore(
  door: Door,
  { request, isKnown, slot }: { request: IncomingMessage; isKnown: boolean; slot: Slot },
): Promise<Answer> {
  const limits = { bytes: MEBIBYTE, within: BODY_WITHIN, reserve: slot.reserve };
  const read = await readBody(request, limits);
  if (read.kind === "refused") {
    slot.leave();
    return refuse(door, read.reason);
  }
  if (!isKnown && !isSignedBy(door, request, read.body)) {
    slot.leave();
    return refuseStranger(door, request, "unauthorized");
  }
  // The slot is held until storing has really ended: bodies that wait for a slow database are memory.
  const storing = take(door, request, read.body).finally(slot.leave);
  return withinDeadline(storing, door.storeWithin ?? STORE_WITHIN);
}

function showsToken(
  secrets: Secrets,
  { headers }: IncomingMessage,
  pathToken: string | undefined,
): boolean {
  const gitlab = headers["x-gitlab-token"];
  const { authorization } = headers;
  return [pathToken, typeof gitlab === "string" ? gitlab : undefined].some((token) => {
    return isAuthentic(secrets, { authorization, pathToken: token });
  });
}

function isSignedBy({ secrets }: Door, request: IncomingMessage, body: Uint8Array): boolean {
  return isSigned(secrets().tokens, signatureOf(request), body);
}

function signatureOf({ headers }: IncomingMessage): string | undefined {
  const signature = headers["x-hub-signature-256"];
  return typeof signature === "string" ? signature : undefined;
}

async function take(door: Door, request: IncomingMessage, body: Uint8Array): Promise<Answer> {
  const reading = { receivedAt: await door.now(), services: door.services() };
  const telling = readServiceChanges(body, request.headers, reading);
  switch (telling.kind) {
    case "bad":
      return refuse(door, "unreadable", telling.problems);
    case "ignored":
      return jsonAnswer(200, { status: "ignored", reason: telling.reason });
    case "changes":
      return jsonAnswer(200, { status: "stored", changes: await door.note(telling.changes) });
  }
}

/** Whoever shows no right secret is slowed, and told of only so often. */
async function refuseStranger(
  door: Door,
  { socket }: IncomingMessage,
  reason: RefusalReason,
): Promise<Answer> {
  const { remoteAddress: address } = socket;
  const mention = await door.strangers(address);
  if (mention === "each") return refuse(door, reason);
  if (mention === "no more") {
    door.log.error({ reason, address }, "too many wrong tellings of changes from one address");
  }
  door.metrics.ingestRejected.inc({ reason });
  return answerRefusal(reason, { message: MESSAGES[reason] });
}

function refuse(door: Door, reason: RefusalReason, detail?: readonly FieldProblem[]): Answer {
  door.metrics.ingestRejected.inc({ reason });
  door.log.warn({ reason, detail }, "refused a change of a service");
  return answerRefusal(reason, { message: MESSAGES[reason], ...(detail && { detail }) });
}
