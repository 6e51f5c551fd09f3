import { type Json, asJson, asRecords, asText, isJson } from "#sandbox/json.ts";
import { type Mistake, mistakesIn } from "./mistakes.ts";

/** One line of the traffic: a call of the bot's, or something that was delivered to it. */
export type Entry = {
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly direction: Direction;
  /** The method, the event, the command or the kind of interaction. */
  readonly name: string;
  readonly outcome: Outcome;
  readonly ms: number;
  /** What the bot sent, or what it was sent. */
  readonly sent: unknown;
  readonly answer: unknown;
  /** What is wrong where in what was sent. */
  readonly mistakes: readonly Mistake[];
  /** As the workspace noted it. */
  readonly raw: Json;
};

export type Direction = "from bot" | "to bot";

type Outcome = {
  readonly kind: "ok" | "refused" | "invalid" | "limited" | "unanswered";
  readonly words: string;
};

/** Reads what the workspace notes of its traffic. */
export function entryOf(raw: Json): Entry {
  const seq = Number(raw["seq"]);
  const at = asText(raw["at"]) ?? "";
  const ms = Number(raw["ms"]);
  return raw["kind"] === "delivery"
    ? { seq, at, ms, raw, ...deliveryIn(raw) }
    : { seq, at, ms, raw, ...callIn(raw) };
}

type Side = Omit<Entry, "seq" | "at" | "ms" | "raw">;

function callIn(raw: Json): Side {
  const { answer } = raw;
  const mistakes = mistakesIn(answer);
  return {
    direction: "from bot",
    name: asText(raw["method"]) ?? "unknown",
    outcome: outcomeOfCall(raw, mistakes),
    sent: raw["arguments"],
    answer,
    mistakes,
  };
}

function outcomeOfCall(raw: Json, mistakes: readonly Mistake[]): Outcome {
  const { status, fault } = raw;
  const answer = asJson(raw["answer"]);
  const error = asText(answer["error"]);
  if (typeof status !== "number") {
    return { kind: "unanswered", words: fault === "drop" ? "connection cut" : "no answer" };
  }
  if (status === 429) return { kind: "limited", words: "429 ratelimited" };
  if (status >= 400) return { kind: "refused", words: `${status} ${error ?? ""}`.trim() };
  if (error !== undefined)
    return { kind: mistakes.length > 0 ? "invalid" : "refused", words: error };
  const warning = asText(answer["warning"]);
  return { kind: "ok", words: warning === undefined ? "ok" : `ok, ${warning}` };
}

function deliveryIn(raw: Json): Side {
  const ack = asJson(raw["ack"]);
  return {
    direction: "to bot",
    name: nameOfDelivery(asText(raw["type"]) ?? "", asJson(raw["payload"])),
    outcome: outcomeOfDelivery(ack),
    sent: raw["payload"],
    answer: ack["kind"] === "acknowledged" ? ack["payload"] : ack,
    mistakes: [],
  };
}

function nameOfDelivery(type: string, payload: Json): string {
  switch (type) {
    case "slash_commands":
      return asText(payload["command"]) ?? type;
    case "events_api":
      return eventName(asJson(payload["event"])) ?? asText(payload["type"]) ?? type;
    default:
      return asText(payload["type"]) ?? type;
  }
}

function eventName({ type, subtype }: Json): string | undefined {
  const name = asText(type);
  return name !== undefined && typeof subtype === "string" ? `${name}.${subtype}` : name;
}

function outcomeOfDelivery(ack: Json): Outcome {
  switch (ack["kind"]) {
    case "acknowledged":
      return { kind: "ok", words: wordsOfAck(ack["payload"]) };
    case "timeout":
      return { kind: "unanswered", words: "no answer in 3 s" };
    case "unreachable":
      return { kind: "unanswered", words: "bot not connected" };
    default:
      return { kind: "refused", words: `${numberIn(ack["status"])} refused`.trim() };
  }
}

function wordsOfAck(payload: unknown): string {
  const action = isJson(payload) ? asText(payload["response_action"]) : undefined;
  return action === undefined ? "ok" : `ok, ${action}`;
}

function numberIn(value: unknown): string {
  return typeof value === "number" ? String(value) : "";
}

/** What it is about, in a few words; ids become names where they are known. */
export function aboutOf({ direction, sent }: Entry, nameOf: (id: string) => string): string {
  const given = asJson(sent);
  const parts = direction === "from bot" ? aboutCall(given) : aboutDelivery(given);
  const named = parts.map((part) => (/^[A-Z][A-Z0-9]{6,}$/.test(part) ? nameOf(part) : part));
  return [...new Set(named)].join(" · ");
}

function aboutCall(given: Json): readonly string[] {
  const view = asJson(given["view"]);
  return texts(
    given["channel"] ?? given["channel_id"] ?? given["channels"] ?? given["name"],
    given["user"] ?? given["user_id"] ?? given["users"],
    asJson(view["title"])["text"] ?? view["callback_id"],
    given["topic"] ?? given["text"] ?? given["title"],
  );
}

function aboutDelivery(given: Json): readonly string[] {
  const event = asJson(given["event"]);
  const [action = {}] = asRecords(given["actions"]);
  const where = asJson(given["channel"])["id"] ?? event["channel"] ?? given["channel_id"];
  return texts(
    given["user_id"] ?? asJson(given["user"])["id"] ?? event["user"],
    where,
    action["action_id"] ?? given["callback_id"] ?? asJson(given["view"])["callback_id"],
    event["text"] ?? given["text"],
  );
}

function texts(...values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => asText(value)?.trim() || []);
}
