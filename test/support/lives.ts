import * as fc from "fast-check";
import { type DateTime, Duration } from "luxon";
import type { Level, Roster } from "#domain/escalation/escalation.ts";
import type { PolicySnapshot } from "#domain/escalation/policy.ts";
import { apply, decide, decideOpening } from "#domain/incident/decide-incident.ts";
import { opened } from "#domain/incident/evolve-incident.ts";
import {
  type AlertCounts,
  type Incident,
  IncidentId,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  asOpened,
  at,
  type Command,
  incident,
  opening,
  person,
  policy,
  resolve,
  roster,
  target,
  tick,
} from "./build.ts";
import { ask, judge, rules as POSTMORTEMS, waive, withdraw, written } from "./postmortem.ts";

type Step = { readonly minutes: number; readonly command: (now: DateTime) => Command };

/** Anything that may happen to an incident, in any order, minutes apart. */
export type Life = {
  readonly opening: ReturnType<typeof opening>;
  readonly steps: readonly Step[];
};

const SEVERITIES = ["SEV1", "SEV2", "SEV3", "SEV4"] as const;

const someRoster: fc.Arbitrary<Roster> = fc
  .array(fc.subarray(["ana", "ben", "cleo"]), { maxLength: 3 })
  .map((levels) => roster(...levels));
const somePerson = fc.constantFrom("ana", "ben", "cleo", "guest").map(person);
const someGroup = fc.subarray(["A", "B"]).map((names) => alerts(...names));
const someCounts: fc.Arbitrary<AlertCounts> = fc.record({
  firing: fc.nat(2),
  muted: fc.nat(1),
  ended: fc.nat(2),
});

const someRules: fc.Arbitrary<Partial<Level>> = fc.record({
  ack: fc.constantFrom("first", "all"),
  ifEmpty: fc.constantFrom("skip", "wait"),
  retry: fc.constantFrom(undefined, { every: Duration.fromISO("PT2M"), times: 3 }),
});

function withRules(usual: PolicySnapshot, rules: Partial<Level>): PolicySnapshot {
  return { ...usual, levels: usual.levels.map((level) => ({ ...level, ...rules })) };
}

const someOpening: fc.Arbitrary<Life["opening"]> = fc
  .record({
    levels: fc.integer({ min: 1, max: 3 }),
    times: fc.oneof(fc.nat(2), fc.constant("forever" as const)),
    rest: fc.boolean(),
    rules: someRules,
    pause: fc.constantFrom(null, Duration.fromISO("PT2M")),
    severity: fc.constantFrom(...SEVERITIES),
    pages: fc.boolean(),
    people: someRoster,
  })
  .map(({ levels, times, rest, rules, pause, severity, pages, people }) =>
    opening({
      policy: withRules(policy(levels, rest ? { times, pause: "PT10M" } : { times }), rules),
      pause,
      severity,
      pages,
      roster: people,
    }),
  );

const someAlerts = fc
  .record({
    joined: someGroup,
    ended: someGroup,
    flapped: someGroup,
    unmuted: someGroup,
    counts: someCounts,
    severity: fc.constantFrom(null, ...SEVERITIES),
    pages: fc.boolean(),
    reopen: fc.constantFrom("quietly", "loudly"),
    roster: someRoster,
  })
  .map((changes) => alertsChanged(changes));

const someSaying: fc.Arbitrary<Command> = fc
  .record({
    by: somePerson,
    roster: someRoster,
    pages: fc.boolean(),
    to: fc.constantFrom(...SEVERITIES),
  })
  .chain(({ by, roster: people, pages, to }) =>
    fc.constantFrom<Command>(
      { kind: "mark-mitigated", by },
      { kind: "undo-mitigated", by, reason: "it hurts" },
      { kind: "reopen", by, reason: "too early", pages, roster: people },
      { kind: "set-severity", by, to, reason: "so", pages, isLouder: pages, roster: people },
    ),
  );

const someTick = fc
  .record({
    people: someRoster,
    quietFor: fc.integer({ min: -5, max: 5 }),
    doubt: fc.constantFrom(null, "alerting is blind"),
  })
  .map(({ people, quietFor, doubt }) => (now: DateTime) => {
    return tick({ roster: people, quietUntil: now.plus({ minutes: quietFor }), doubt });
  });

const someSnooze = fc
  .record({ by: somePerson, minutes: fc.integer({ min: -5, max: 60 }) })
  .map(({ by, minutes }) => (now: DateTime) => {
    return { kind: "snooze", by, until: now.plus({ minutes }) } as const;
  });

const somethingByHand = fc.oneof(
  fc.record({ kind: fc.constant("acknowledge" as const), by: somePerson }),
  fc.record({ kind: fc.constant("escalate" as const), by: somePerson, roster: someRoster }),
  fc.record({ kind: fc.constant("hand-back" as const), by: somePerson, roster: someRoster }),
  fc.record({
    kind: fc.constant("resolve" as const),
    by: somePerson,
    reason: fc.constant("fixed"),
  }),
);

const someWord = fc.oneof(
  fc.record({ kind: fc.constant("still-on-it" as const), by: somePerson }),
  fc.record({ kind: fc.constant("duty-changed" as const), roster: someRoster }),
);

const someMerge = fc
  .record({ by: somePerson, isOver: fc.boolean() })
  .map(({ by, isOver }): Command => {
    const end = isOver ? [["10:01", resolve()] as const] : [];
    return {
      kind: "merge",
      by,
      into: incident({ id: IncidentId.parse(7) }, ...end),
    };
  });

const someTakeIn = fc
  .record({
    by: somePerson,
    severity: fc.constantFrom(...SEVERITIES),
    isTaken: fc.boolean(),
    counts: someCounts,
    pages: fc.boolean(),
    people: someRoster,
  })
  .map(({ by, severity, isTaken, counts, pages, people }): Command => {
    const taken = isTaken ? [["10:01", acknowledge()] as const] : [];
    const from = incident({ id: IncidentId.parse(7), severity }, ...taken);
    return { kind: "take-in", by, from, counts, pages, roster: people };
  });

const someTakeOver = fc.record({
  kind: fc.constant("take-over" as const),
  by: somePerson,
  from: fc.constantFrom("ana", "ben", "cleo"),
});

const someMove = fc.record({
  kind: fc.constant("move-postmortem" as const),
  by: somePerson,
  to: fc.constantFrom("draft", "in-review", "published"),
  hasSummary: fc.boolean(),
  rules: fc.constant(POSTMORTEMS),
});

/** What people and numbers say of its postmortem. */
const somePostmortem = fc.oneof(
  fc.constantFrom(judge("required"), judge("not-required"), judge("undetermined")),
  fc.constantFrom(ask, waive(), withdraw(), written),
  someMove,
);

const someFailure = fc.record({
  kind: fc.constant("page-failed" as const),
  step: fc.nat(8),
  target: fc.constant(target("ana")),
  error: fc.constant("user_not_found"),
  othersReachable: fc.boolean(),
  roster: someRoster,
});

const someCommand: fc.Arbitrary<Step["command"]> = fc.oneof(
  { weight: 4, arbitrary: someTick },
  { weight: 3, arbitrary: someAlerts.map((command) => () => command) },
  { weight: 4, arbitrary: somethingByHand.map((command) => () => command) },
  { weight: 1, arbitrary: someFailure.map((command) => () => command) },
  { weight: 2, arbitrary: someSaying.map((command) => () => command) },
  { weight: 1, arbitrary: someSnooze },
  { weight: 2, arbitrary: someTakeIn.map((command) => () => command) },
  { weight: 1, arbitrary: someMerge.map((command) => () => command) },
  { weight: 3, arbitrary: someTakeOver.map((command) => () => command) },
  { weight: 2, arbitrary: someWord.map((command) => () => command) },
  { weight: 2, arbitrary: somePostmortem.map((command) => () => command) },
);

export const someLife: fc.Arbitrary<Life> = fc.record({
  opening: someOpening,
  steps: fc.array(fc.record({ minutes: fc.nat(12), command: someCommand }), { maxLength: 25 }),
});

/** One command, with the incident before and after it. */
export type Moment = {
  readonly before: Incident;
  readonly command: Command;
  readonly events: readonly TimelineEntry[];
  readonly after: Incident;
  readonly now: DateTime;
};

/** The incident at its opening. */
export function born(life: Life): {
  readonly incident: Incident;
  readonly timeline: readonly TimelineEntry[];
} {
  const timeline = decideOpening(life.opening, at("10:00")).events;
  const [first, ...rest] = timeline;
  return { incident: apply(opened(life.opening.id, asOpened(first)), rest), timeline };
}

/** What each step of a life does. */
export function live(life: Life): readonly Moment[] {
  let before = born(life).incident;
  let now = at("10:00");
  return life.steps.map(({ minutes, command: commandAt }) => {
    now = now.plus({ minutes });
    const command = commandAt(now);
    const { events } = decide(before, command, now);
    const moment = { before, command, events, after: apply(before, events), now };
    before = moment.after;
    return moment;
  });
}
