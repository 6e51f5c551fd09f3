import { describe, expect, it } from "vitest";
import { MUSTER } from "#domain/actor.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import { type Incident, IncidentEvent, type TimelineEntry } from "#domain/incident/incident.ts";
import type { NotebookCommand } from "#domain/response/notebook.ts";
import { oneLine } from "#domain/text.ts";
import { timelineLines } from "#domain/timeline/timeline-lines.ts";
import { at, incident, person, resolve, target } from "#test/support/build.ts";

const [ana, ben] = [person("ana"), person("ben")];
const place = { channel: "C1", ts: "1.000001" };
const content = { text: "it is slow", files: [], editedAt: null };

const note = {
  kind: "add-note",
  by: ana,
  key: "k1",
  text: "rolled back",
  at: at("09:40"),
} as const;
const save = {
  kind: "save-message",
  by: ana,
  author: "ben",
  link: "https://slack/p1",
  sentAt: at("10:05"),
  ...place,
  ...content,
} as const;
const edit = {
  kind: "edit-message",
  by: ben,
  ...place,
  text: "it is fast",
  files: ["a.png"],
} as const;
const firstEdit = { ...edit, editedAt: "2.0" } as const;
const remove = { kind: "delete-message", ...place } as const;
const takeOff = { kind: "take-off-message", by: ana, ...place } as const;

const pen = {
  text: oneLine,
  moment: () => "",
  channel: (channel: string) => channel,
  userGroup: (group: string) => group,
  nameOf: (name: string) => name,
};

/** What the timeline gets from one command after the other. */
function told(start: Incident, ...commands: readonly NotebookCommand[]): readonly TimelineEntry[] {
  let state = start;
  return commands.flatMap((command, index) => {
    const { events } = decide(state, command, at("10:20").plus({ minutes: index }));
    state = apply(state, events);
    return events;
  });
}

function read(entries: readonly TimelineEntry[]): readonly string[] {
  return timelineLines(entries, pen).map(({ at: time, words, times }) => {
    return `${time.toFormat("HH:mm")} ${words}${times === 1 ? "" : ` ×${times}`}`;
  });
}

function entry(time: string, event: object): TimelineEntry {
  return { at: at(time), by: MUSTER, event: IncidentEvent.parse(event) };
}

describe("what people add", () => {
  it.each([
    ["a note", [note], ["note-added"]],
    ["a note that comes twice", [note, note], ["note-added"]],
    ["two notes", [note, { ...note, key: "k2" }], ["note-added", "note-added"]],
    ["a message that is saved twice", [save, { ...save, by: ben }], ["message-saved"]],
    [
      "an edit that is told twice",
      [save, firstEdit, firstEdit],
      ["message-saved", "message-edited"],
    ],
    [
      "edits that overtake each other",
      [save, { ...edit, editedAt: "3.0" }, firstEdit],
      ["message-saved", "message-edited"],
    ],
    ["an edit of a message that nobody saved", [firstEdit], []],
    ["a deletion that is told twice", [save, remove, remove], ["message-saved", "message-deleted"]],
    ["a pin that nobody set", [takeOff], []],
    [
      "a message that is saved again",
      [save, takeOff, takeOff, save],
      ["message-saved", "message-taken-off", "message-saved"],
    ],
    [
      "an edit of what was taken off",
      [save, takeOff, firstEdit],
      ["message-saved", "message-taken-off"],
    ],
  ] satisfies readonly (readonly [string, readonly NotebookCommand[], readonly string[]])[])(
    "%s",
    (_, commands, kinds) => {
      expect(told(incident(), ...commands).map(({ event }) => event.kind)).toEqual(kinds);
    },
  );

  it("is taken when the incident is over, too", () => {
    expect(told(incident({}, ["10:10", resolve()]), note, save)).toHaveLength(2);
  });
});

describe("what is read", () => {
  it("stands where it happened", () => {
    expect(read(told(incident(), save, note))).toEqual([
      "09:40 ana noted: rolled back.",
      "10:05 ben wrote: “it is slow”.",
    ]);
  });

  it("says that it was noted later", () => {
    const [first] = timelineLines(told(incident(), note), pen);

    expect(first?.notedAt).toEqual(at("10:20"));
  });

  it.each([
    [[save, firstEdit], ["10:05 ben wrote: “it is fast” (with a.png). (edited since)"]],
    [[save, remove], ["10:05 ben wrote: “it is slow”. (deleted in Slack since)"]],
    [[save, takeOff], []],
    [[save, firstEdit, takeOff, save], ["10:05 ben wrote: “it is slow”."]],
  ] satisfies readonly (readonly [readonly NotebookCommand[], readonly string[]])[])(
    "has the newest words of a message",
    (commands, lines) => {
      expect(read(told(incident(), ...commands))).toEqual(lines);
    },
  );

  it("folds what repeats, and that a page arrived", () => {
    const call = { kind: "exhausted", targets: [target("ana")], reason: "nobody", nextAt: null };
    const sent = { kind: "page-sent", target: target("ana"), via: "slack" };

    expect(
      read([
        entry("10:00", { ...call, step: 1 }),
        entry("10:00", { ...sent, step: 1 }),
        entry("10:15", { ...call, step: 2 }),
        entry("10:15", { ...sent, step: 2 }),
        entry("10:16", { ...sent, step: 9, via: "sms" }),
      ]),
    ).toEqual([
      "10:00 Called ana as the last resort: nobody. Sent by Slack. ×2",
      "10:16 The page to ana was sent by sms.",
    ]);
  });
});
