import type { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import {
  afterSilence,
  type Attempt,
  type AttemptState,
  nextWay,
  type NotifyRule,
  planReach,
  resultOf,
  silenceOf,
} from "#domain/reach.ts";
import type { Urgency } from "#domain/way.ts";
import { at } from "#test/support/build.ts";

const NOW = at("10:00");
const WAYS = [
  { kind: "voice", after: { high: 1, low: null } },
  { kind: "sms", after: { high: 3, low: null } },
  { kind: "mail", after: { high: 5, low: 0 } },
  { kind: "webhook", after: { high: 0, low: null } },
];

describe("how a page to a person goes out", () => {
  const rows: readonly {
    who: string;
    has: readonly string[];
    rules?: readonly NotifyRule[];
    urgency: Urgency;
    plan: readonly string[];
  }[] = [
    { who: "somebody with Slack only", has: [], urgency: "high", plan: ["slack 10:00"] },
    {
      who: "somebody with every way",
      has: ["voice", "sms", "mail", "webhook"],
      urgency: "high",
      plan: ["slack 10:00", "webhook 10:00", "voice 10:01", "sms 10:03", "mail 10:05"],
    },
    {
      who: "the same for what can wait",
      has: ["voice", "sms", "mail", "webhook"],
      urgency: "low",
      plan: ["slack 10:00", "mail 10:00"],
    },
    {
      who: "somebody who wants text messages first and no calls",
      has: ["voice", "sms"],
      rules: [
        { way: "sms", urgency: "high", minutes: 0 },
        { way: "voice", urgency: "high", minutes: null },
      ],
      urgency: "high",
      plan: ["slack 10:00", "sms 10:00"],
    },
    {
      who: "somebody whose rule is for what can wait",
      has: ["voice"],
      rules: [{ way: "voice", urgency: "low", minutes: 30 }],
      urgency: "high",
      plan: ["slack 10:00", "voice 10:01"],
    },
    {
      who: "somebody with a way that this installation does not have",
      has: ["pigeon", "mail"],
      urgency: "high",
      plan: ["slack 10:00", "mail 10:05"],
    },
  ];

  it.each(rows)("to $who", ({ has, rules = [], urgency, plan }) => {
    const planned = planReach({ ways: WAYS, has: new Set(has), rules }, urgency, NOW);

    expect(planned.map(({ way, dueAt }) => `${way} ${clock(dueAt)}`)).toEqual(plan);
  });
});

describe("the way that is used when another does not reach the person", () => {
  const rows: readonly { attempts: readonly string[]; next: string | null }[] = [
    { attempts: ["slack failed 10:00", "voice pending 10:01", "sms pending 10:03"], next: "voice" },
    { attempts: ["slack failed 10:00", "sms pending 10:03", "voice pending 10:04"], next: "sms" },
    { attempts: ["slack sent 10:00", "voice failed 10:00", "sms pending 10:03"], next: "sms" },
    { attempts: ["slack failed 10:00", "voice sending 10:00", "mail pending 10:05"], next: "mail" },
    { attempts: ["slack failed 10:00", "voice pending 10:00"], next: null },
    { attempts: ["slack failed 10:00", "voice failed 10:00"], next: null },
    { attempts: ["voice failed 10:00", "slack pending 10:00"], next: null },
  ];

  it.each(rows)("is $next of $attempts", ({ attempts, next }) => {
    expect(nextWay(attempts.map(attempt), NOW)?.way ?? null).toBe(next);
  });
});

describe("what has become of a page", () => {
  const rows: readonly { states: readonly AttemptState[]; result: string | null }[] = [
    { states: ["pending"], result: null },
    { states: ["failed", "pending"], result: null },
    { states: ["failed", "sending"], result: null },
    { states: ["sent", "pending"], result: "sent" },
    { states: ["failed", "sent"], result: "sent" },
    { states: ["failed", "skipped", "failed"], result: "failed" },
    { states: ["failed", "dropped"], result: "dropped" },
    { states: ["dropped"], result: "dropped" },
  ];

  it.each(rows)("of which the ways are $states: $result", ({ states, result }) => {
    expect(resultOf(states.map((state) => ({ state })))).toBe(result);
  });
});

describe("a page that makes no sound in Slack", () => {
  const rows: readonly { urgency: Urgency; attempts: readonly string[]; outcome: string }[] = [
    {
      urgency: "high",
      attempts: ["slack sent 10:00", "sms pending 10:03", "voice pending 10:01"],
      outcome: "hurry voice",
    },
    { urgency: "high", attempts: ["slack sent 10:00"], outcome: "hurry nothing" },
    {
      urgency: "high",
      attempts: ["slack sent 10:00", "voice failed 10:00"],
      outcome: "hurry nothing",
    },
    {
      urgency: "high",
      attempts: ["slack sent 10:00", "webhook pending 10:00", "voice pending 10:01"],
      outcome: "let be",
    },
    {
      urgency: "high",
      attempts: ["slack sent 10:00", "voice sent 10:00", "sms pending 10:03"],
      outcome: "let be",
    },
    { urgency: "low", attempts: ["slack sent 10:00", "mail pending 10:30"], outcome: "let be" },
  ];

  it.each(rows)("of $urgency urgency, $attempts: $outcome", ({ urgency, attempts, outcome }) => {
    const answer = afterSilence(attempts.map(attempt), urgency, NOW);

    const words = answer.kind === "hurry" ? `hurry ${answer.next?.way ?? "nothing"}` : "let be";
    expect(words).toBe(outcome);
  });
});

describe("whether Slack rings", () => {
  const rows = [
    { dnd: on("09:00", "18:00"), presence: "active", silent: "do-not-disturb until 18:00" },
    { dnd: on("10:00", "18:00"), presence: "active", silent: "do-not-disturb until 18:00" },
    { dnd: on("22:00", "23:00"), presence: "active", silent: null },
    { dnd: on("08:00", "10:00"), presence: "active", silent: null },
    { dnd: { ...on("09:00", "18:00"), enabled: false }, presence: "active", silent: null },
    { dnd: on("09:00", "18:00"), presence: "away", silent: "do-not-disturb until 18:00" },
    { dnd: null, presence: "away", silent: "away" },
    { dnd: null, presence: null, silent: null },
  ] as const;

  it.each(rows)("is told by Do Not Disturb and presence: $silent", ({ dnd, presence, silent }) => {
    const found = silenceOf(dnd, presence, NOW);

    const until = found?.kind === "do-not-disturb" ? ` until ${clock(found.until)}` : "";
    expect(found === null ? null : `${found.kind}${until}`).toBe(silent);
  });
});

/** Do Not Disturb from then till then. */
function on(
  start: string,
  end: string,
): { readonly enabled: true; readonly start: DateTime; readonly end: DateTime } {
  return { enabled: true, start: at(start), end: at(end) };
}

/** From "voice pending 10:01". */
function attempt(words: string, id: number): Attempt {
  const [way = "", state = "", due = ""] = words.split(" ");
  const states = ["pending", "sending", "sent", "failed", "skipped", "dropped"] as const;
  const known = states.find((one) => one === state);
  if (known === undefined) throw new Error(`there is no state ${state}`);
  return { id, way, state: known, dueAt: at(due) };
}

function clock(moment: DateTime | null): string {
  return moment?.toFormat("HH:mm") ?? "";
}
