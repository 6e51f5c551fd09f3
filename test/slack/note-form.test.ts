import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { draftOf, readNote, readTypedNote } from "#slack/flows/record/note-form.ts";

const zone = "Europe/Berlin";
const speaker = { now: DateTime.fromISO("2026-11-21T03:00", { zone }).toMillis(), zone };

function sent(text: string, when: string, incident = ""): Parameters<typeof readNote>[0] {
  return {
    text: { text: { value: text } },
    when: { when: { value: when === "" ? null : when } },
    incident: { incident: { selected_option: incident === "" ? null : { value: incident } } },
  };
}

function moment(time: string): number {
  return DateTime.fromISO(time, { zone }).toMillis();
}

it.each([
  [sent("full", ""), "7", { text: "full", at: null, incident: 7 }],
  [sent("full", "", "9"), "", { text: "full", at: null, incident: 9 }],
  [sent("full", "at 02:40"), "7", { text: "full", at: moment("2026-11-21T02:40"), incident: 7 }],
])("a complete note is read: %#", (values, meta, value) => {
  expect(readNote(values, meta, speaker)).toEqual({ kind: "complete", value });
});

it.each([
  [sent("", ""), "7", { text: "Say what happened." }],
  [sent("full", ""), "", { incident: "Choose an incident." }],
  [sent("full", "02:40 or so"), "7", { when: expect.stringMatching(/cannot be read as a time/) }],
  [sent("full", "friday"), "7", { when: expect.stringMatching(/cannot be read as a time/) }],
  [sent("full", "tomorrow 9:00"), "7", { when: expect.stringMatching(/still to come/) }],
])("what is wrong stands under its field: %#", (values, meta, errors) => {
  expect(readNote(values, meta, speaker)).toEqual({ kind: "incomplete", errors });
});

it.each([
  ["rolled back", { text: "rolled back", at: null }],
  ["at 02:40 rolled back", { text: "rolled back", at: moment("2026-11-21T02:40") }],
  ["at least two pods crash", { text: "at least two pods crash", at: null }],
  ["at 02:40", { text: "", at: moment("2026-11-21T02:40") }],
  ["at 25:99 nonsense", expect.stringMatching(/cannot be read as a time/)],
])("%s, as it is typed", (typed, note) => {
  expect(readTypedNote(typed, speaker)).toEqual(note);
});

it("what was typed stands in the form by the speaker's own clock", () => {
  const draft = draftOf({ text: "full", at: moment("2026-11-21T02:40") }, speaker);

  expect(draft).toEqual({ text: "full", when: "2026-11-21 02:40" });
  expect(readNote(sent(draft.text, draft.when), "7", speaker)).toMatchObject({ kind: "complete" });
});
