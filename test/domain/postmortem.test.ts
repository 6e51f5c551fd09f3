import { describe, expect, it } from "vitest";
import { decide } from "#domain/incident/decide-incident.ts";
import { evolve } from "#domain/incident/evolve-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { postmortemTask } from "#domain/incident/postmortem-follow-up.ts";
import { at, type Command, incident, person, resolve } from "#test/support/build.ts";
import {
  ask,
  byBudget,
  judge,
  move,
  over,
  required,
  reviewed,
  toldOf,
  waive,
  withdraw,
  written,
} from "#test/support/postmortem.ts";

const ana = person("ana");

describe("what is judged of an incident", () => {
  it.each<[string, Incident, Command, readonly string[]]>([
    [
      "makes a follow-up where a postmortem is needed",
      over(),
      judge("required"),
      ["muster: postmortem-judged", "muster: task-added"],
    ],
    ["makes none where it is not", over(), judge("not-required"), ["muster: postmortem-judged"]],
    [
      "is said once",
      over(required),
      judge("required", "Every SEV2 gets one."),
      ["the verdict stays"],
    ],
    [
      "is said again with new numbers, and the follow-up stays",
      over(required),
      judge("required", "It used 36 %."),
      ["muster: postmortem-judged"],
    ],
    [
      "drops the follow-up when it is corrected",
      over(required),
      judge("not-required"),
      ["muster: postmortem-judged", "muster: task-dropped"],
    ],
    [
      "leaves the follow-up to those who have begun to write",
      over(required, ["10:32", written]),
      judge("not-required"),
      ["muster: postmortem-judged"],
    ],
    [
      "opens the follow-up again when it is corrected back",
      over(required, ["10:32", judge("not-required")]),
      judge("required"),
      ["muster: postmortem-judged", "muster: task-reopened"],
    ],
    [
      "changes nothing for people who decided that there will be none",
      over(required, ["10:32", waive()]),
      judge("required", "It used 36 %."),
      ["muster: postmortem-judged"],
    ],
    [
      "asks the lead to decide where the numbers do not",
      over(),
      judge("undetermined"),
      ["muster: postmortem-judged", "muster: postmortem-decision-asked"],
    ],
    [
      "asks nobody while the numbers may still come",
      over(),
      judge("undetermined", "so", { isPreliminary: true }),
      ["muster: postmortem-judged"],
    ],
    [
      "asks nobody twice",
      over(["10:31", judge("undetermined")]),
      judge("undetermined", "still not"),
      ["muster: postmortem-judged"],
    ],
    ["waits until it is over", incident(), judge("required"), ["it is open"]],
  ])("%s", (_, given, command, expected) => {
    expect(toldOf(decide(given, command, at("10:40")))).toEqual(expected);
  });

  it("asks for a decision when the numbers had an hour to come", () => {
    const pending = judge("undetermined", "so", { isPreliminary: true });
    const waiting = over(["10:31", pending]);

    expect(toldOf(decide(waiting, pending, at("11:29")))).toEqual(["the verdict stays"]);
    expect(toldOf(decide(waiting, pending, at("11:30")))).toEqual([
      "muster: postmortem-decision-asked",
    ]);
  });

  it("says what was said before, and with which numbers", () => {
    const { events } = decide(over(byBudget), judge("not-required", "It used 3 %."), at("10:40"));

    expect(events[0]?.event).toMatchObject({
      verdict: { kind: "not-required", reason: "It used 3 %." },
      before: { kind: "required", reason: "It used 36 %." },
    });
  });

  it.each<[string, Incident, string]>([
    ["whoever led it", over(required), "ben"],
    [
      "whoever is on call, when it ended by itself",
      incident({}, ["10:30", resolve({ kind: "muster" })], required),
      "cleo",
    ],
  ])("gives the follow-up to %s, due in five days", (_, given, name) => {
    expect(postmortemTask(given)).toMatchObject({
      owner: { name },
      due: at("10:30").plus({ days: 5 }),
    });
  });
});

describe("when a postmortem is due", () => {
  it("is as long after it was asked for, where that is days after the end", () => {
    const late = over(["10:31", judge("not-required")]);
    const asked = decide(late, ask, at("10:30").plus({ days: 9 })).events;

    expect(postmortemTask(asked.reduce(evolve, late))?.due).toEqual(at("10:30").plus({ days: 14 }));
  });
});

describe("people who decide about it", () => {
  it.each<[string, Incident, Command, readonly string[]]>([
    [
      "ask for one that is not needed",
      over(["10:31", judge("not-required")]),
      ask,
      ["ben: postmortem-asked", "muster: postmortem-judged", "muster: task-added"],
    ],
    ["ask for one before it is over", incident(), ask, ["ben: postmortem-asked"]],
    ["ask in vain for what is needed", over(required), ask, ["it needs one already"]],
    [
      "waive it with a reason, and nobody has to write it",
      over(required),
      waive(),
      ["ana: postmortem-waived", "ana: task-dropped"],
    ],
    ["give a reason", over(required), waive("  "), ["say why there will be none"]],
    ["waive it once", over(required, ["10:32", waive()]), waive(), ["it was waived already"]],
    [
      "take a waiver back",
      over(required, ["10:32", waive()]),
      withdraw(),
      ["ben: postmortem-waiver-withdrawn", "muster: task-reopened"],
    ],
    ["take nothing back that was not waived", over(required), withdraw(), ["it was not waived"]],
    [
      "ask for one although it was waived",
      over(required, ["10:32", waive()]),
      ask,
      ["ben: postmortem-asked", "muster: task-reopened"],
    ],
    [
      "do not drop its follow-up without a reason",
      over(required),
      { kind: "drop-task", by: ana, number: 1 },
      ["waive the postmortem instead: that needs a reason"],
    ],
    [
      "do not call its follow-up done without publishing it",
      over(required),
      { kind: "finish-task", by: ana, number: 1 },
      ["it is done once the postmortem is published"],
    ],
    [
      "do not leave it to nobody",
      over(required),
      { kind: "change-task", by: ana, number: 1, owner: null },
      [expect.stringContaining("choose others, or waive it")],
    ],
    [
      "do not leave it for some time",
      over(required),
      { kind: "change-task", by: ana, number: 1, due: null },
      [expect.stringContaining("choose others, or waive it")],
    ],
    [
      "do not open its follow-up again while it is waived",
      over(required, ["10:32", waive()]),
      { kind: "reopen-task", by: ana, number: 1 },
      ["open the postmortem, and take it back or ask for one"],
    ],
    [
      "owe nothing more once it is published, though it turns out to be needed only then",
      over(["10:31", judge("not-required")], ["10:32", written], ...reviewed, [
        "10:34",
        move("published"),
      ]),
      judge("required"),
      ["muster: postmortem-judged"],
    ],
    [
      "meet about it",
      over(required),
      { kind: "set-postmortem-meeting", by: ana, meetingAt: at("15:00") },
      ["ana: postmortem-meeting-set"],
    ],
    [
      "do not meet in the past",
      over(required),
      { kind: "set-postmortem-meeting", by: ana, meetingAt: at("10:00") },
      ["that moment has passed"],
    ],
    [
      "choose its template",
      over(required),
      { kind: "choose-postmortem-template", by: ana, template: "security" },
      ["ana: postmortem-template-chosen"],
    ],
  ])("%s", (_, given, command, expected) => {
    expect(toldOf(decide(given, command, at("10:40")))).toEqual(expected);
  });
});
