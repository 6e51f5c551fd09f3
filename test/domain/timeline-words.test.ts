import type { DateTime } from "luxon";
import { expect, it } from "vitest";
import { MUSTER, type Actor } from "#domain/actor.ts";
import { IncidentEvent } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { entryWords } from "#domain/timeline/entry-words.ts";
import type { TimelinePen } from "#domain/timeline/timeline-pen.ts";
import { at, person, plain, policy } from "#test/support/build.ts";

const pen: TimelinePen = {
  text: oneLine,
  moment: (moment: DateTime) => moment.toFormat("HH:mm"),
  channel: (channel) => `the channel ${channel}`,
  userGroup: (group) => `the group ${group}`,
  nameOf: (id) => id.slice(0, 1).toUpperCase() + id.slice(1),
};

const [ana, ben] = [person("ana"), person("ben")];
const source: Actor = { kind: "source", source: "prod" };
const counts = { firing: 2, muted: 1, ended: 1 };
const until = "2026-11-20T10:30:00Z";
const target = { kind: "person", person: "ana" };
const channel = { kind: "channel", channel: "#payments", mention: "here" };
const page = { step: 1, target };
const paged = { step: 1, targets: [target, channel], reason: "new incident", nextAt: until };
const opened = {
  key: "k",
  service: "payments",
  startedAt: until,
  policy: plain(policy()),
  notes: [],
};

const CASES: readonly (readonly [by: Actor, event: object, words: string])[] = [
  [
    source,
    { kind: "opened", ...opened, severity: "SEV2", title: "Slow", notes: ["It has no service."] },
    "The source prod opened it as SEV2: Slow. It has no service.",
  ],
  [
    ana,
    { kind: "opened", ...opened, severity: "SEV1", title: "All is down!" },
    "ana opened it as SEV1: All is down!",
  ],
  [
    source,
    { kind: "alerts-joined", group: { names: ["Slow", "Full"], count: 4 }, counts },
    "Slow, Full and 2 more fired (2 of 4 firing, 1 muted).",
  ],
  [
    source,
    { kind: "alerts-muted", group: { names: ["Slow"], count: 1 }, counts, mutedBy: ["a silence"] },
    "Slow was muted by a silence (2 of 4 firing, 1 muted).",
  ],
  [ana, { kind: "acknowledged", unanswered: ["ben"] }, "ana acknowledged it; Ben must too."],
  [ana, { kind: "acknowledged", via: "e-mail" }, "ana acknowledged it by e-mail."],
  [ana, { kind: "snoozed", until }, "ana snoozed it until 10:30."],
  [ben, { kind: "taken-over", from: ana }, "ben took it over from ana."],
  [ana, { kind: "resolved", reason: "rolled back." }, "ana resolved it: rolled back."],
  [ana, { kind: "merged-into", into: 7 }, "ana merged it into INC-7."],
  [
    MUSTER,
    { kind: "paged", level: 0, round: 2, ...paged },
    "Paged Ana and the channel #payments (level 1, round 2): new incident.",
  ],
  [
    MUSTER,
    { kind: "exhausted", ...paged, targets: [], nextAt: null },
    "Called nobody as the last resort: new incident.",
  ],
  [MUSTER, { kind: "page-sent", ...page, via: "slack" }, "The page to Ana was sent by Slack."],
  [
    MUSTER,
    { kind: "way-failed", ...page, via: "sms", error: "no such number", next: "voice" },
    "The page to Ana failed by sms: no such number; voice is used at once.",
  ],
  [
    MUSTER,
    { kind: "slack-silent", ...page, silence: { kind: "away" }, next: null },
    "Slack does not ring for Ana: they are away.",
  ],
  [ana, { kind: "role-given", role: "lead", to: ana, from: null }, "ana became lead."],
  [ana, { kind: "role-given", role: "scribe", to: ben, from: null }, "ana made ben scribe."],
];

it.each(CASES.map(([by, event, words]) => ({ by, event, words })))(
  "$words",
  ({ by, event, words }) => {
    const entry = { at: at("10:00"), by, event: IncidentEvent.parse(event) };

    expect(entryWords(entry, pen)).toBe(words);
  },
);

it("what people wrote stays one line", () => {
  const event = IncidentEvent.parse({ kind: "resolved", reason: "rolled\nback\u202e" });

  expect(entryWords({ at: at("10:00"), by: ana, event }, pen)).toBe(
    "ana resolved it: rolled back.",
  );
});
