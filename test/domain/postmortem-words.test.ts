import type { DateTime } from "luxon";
import { expect, it } from "vitest";
import { type Actor, MUSTER } from "#domain/actor.ts";
import { IncidentEvent } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { entryWords } from "#domain/timeline/entry-words.ts";
import { at, person } from "#test/support/build.ts";

const ana = person("ana");
const pen = {
  text: oneLine,
  moment: (moment: DateTime) => moment.toFormat("HH:mm"),
  channel: (channel: string) => channel,
  userGroup: (group: string) => group,
  nameOf: (id: string) => id,
};

function verdict(kind: string, reason: string, isPreliminary = false): object {
  return { kind, reason, because: [], isPreliminary };
}

const USED = verdict("required", "It used 36 % of it.", true);
const LITTLE = verdict("not-required", "It used 3 %.");
const UNKNOWN = verdict("undetermined", "Nobody knows.", true);

const CASES: readonly (readonly [by: Actor, event: object, words: string])[] = [
  [
    MUSTER,
    { kind: "postmortem-judged", verdict: USED, before: null },
    "It needs a postmortem, as far as is known: It used 36 % of it.",
  ],
  [
    MUSTER,
    { kind: "postmortem-judged", verdict: LITTLE, before: USED },
    "Corrected: It needs no postmortem: It used 3 %. Before: It needs a postmortem, as far as is known: It used 36 % of it.",
  ],
  [
    MUSTER,
    { kind: "postmortem-judged", verdict: LITTLE, before: UNKNOWN },
    "It needs no postmortem: It used 3 %.",
  ],
  [
    MUSTER,
    { kind: "postmortem-judged", verdict: UNKNOWN, before: null },
    "Whether it needs a postmortem is not known yet: Nobody knows.",
  ],
  [ana, { kind: "postmortem-asked", reason: "" }, "ana asked for a postmortem."],
  [
    ana,
    { kind: "postmortem-waived", reason: "a known bug" },
    "ana decided that there will be no postmortem: a known bug.",
  ],
  [
    ana,
    { kind: "postmortem-waiver-withdrawn", reason: "it is not" },
    "ana took back that there will be no postmortem: it is not.",
  ],
  [
    MUSTER,
    { kind: "postmortem-decision-asked", of: ana },
    "ana was asked whether it needs a postmortem.",
  ],
  [
    ana,
    { kind: "postmortem-stage-changed", from: "draft", to: "in-review" },
    "ana asked for a review of the postmortem.",
  ],
  [
    ana,
    { kind: "postmortem-stage-changed", from: "in-review", to: "draft" },
    "ana made the postmortem a draft again.",
  ],
  [
    ana,
    { kind: "postmortem-stage-changed", from: "in-review", to: "published" },
    "ana published the postmortem.",
  ],
  [
    ana,
    { kind: "postmortem-stage-changed", from: "published", to: "in-review" },
    "ana took the postmortem back into review.",
  ],
  [
    ana,
    { kind: "postmortem-meeting-set", meetingAt: "2026-11-20T15:00:00Z" },
    "ana set the meeting about the postmortem for 15:00.",
  ],
  [
    ana,
    { kind: "postmortem-meeting-set", meetingAt: null },
    "ana called off the meeting about the postmortem.",
  ],
  [
    ana,
    { kind: "postmortem-template-chosen", template: "security" },
    "ana has the postmortem written with the template security.",
  ],
  [
    ana,
    { kind: "postmortem-section-written", section: "summary", version: 2 },
    "ana wrote in the postmortem: summary, version 2.",
  ],
  [
    ana,
    {
      kind: "task-added",
      number: 1,
      type: "followup",
      text: "alert on it",
      owner: ana,
      due: null,
      priority: "P0",
      key: "k",
      link: null,
    },
    "ana added follow-up 1 “alert on it” of priority P0 for ana.",
  ],
  [
    MUSTER,
    {
      kind: "task-reminded",
      number: 1,
      type: "followup",
      text: "alert on it",
      owner: ana,
      stage: "overdue",
      also: person("ben"),
    },
    "ana and ben were reminded of follow-up 1 “alert on it”, which is overdue.",
  ],
];

it.each(CASES.map(([by, event, words]) => ({ by, event, words })))(
  "$words",
  ({ by, event, words }) => {
    const entry = { at: at("10:00"), by, event: IncidentEvent.parse(event) };

    expect(entryWords(entry, pen)).toBe(words);
  },
);
