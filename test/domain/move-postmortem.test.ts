import { describe, expect, it } from "vitest";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { at, type Command, incident, person } from "#test/support/build.ts";
import {
  byBudget,
  followUp,
  move,
  over,
  required,
  reviewed,
  toldOf,
  waive,
  written,
} from "#test/support/postmortem.ts";

const ana = person("ana");

describe("a postmortem", () => {
  const published = over(required, ...reviewed, ["10:34", move("published")]);

  it.each<[string, Incident, Command, readonly string[]]>([
    [
      "is a draft once somebody writes",
      over(),
      move("in-review"),
      ["it is not begun, and cannot be in review next"],
    ],
    [
      "goes from draft",
      over(["10:31", written]),
      move("in-review"),
      ["ana: postmortem-stage-changed"],
    ],
    [
      "is not published unread",
      over(["10:31", written]),
      move("published"),
      ["it is a draft, and cannot be published next"],
    ],
    [
      "is published after review, and its follow-up is done",
      over(required, ...reviewed),
      move("published"),
      ["ana: postmortem-stage-changed", "ana: task-done"],
    ],
    [
      "is not published without a summary",
      over(required, ...reviewed),
      move("published", false),
      ["write its summary first"],
    ],
    [
      "is not published without a repair that the budget asks for",
      over(byBudget, ...reviewed, ["10:34", followUp("P1")]),
      move("published"),
      ["it needs a follow-up of priority P0, because of the error budget, and has none"],
    ],
    [
      "is published with it",
      over(byBudget, ...reviewed, ["10:34", followUp("P0")]),
      move("published"),
      ["ana: postmortem-stage-changed", "ana: task-done"],
    ],
    [
      "needs no repair once it was waived",
      over(byBudget, ...reviewed, ["10:34", waive()]),
      move("published"),
      ["ana: postmortem-stage-changed"],
    ],
    ["goes back to draft", over(...reviewed), move("draft"), ["ana: postmortem-stage-changed"]],
    [
      "that is published is to be written again when it is taken back",
      published,
      move("in-review"),
      ["ana: postmortem-stage-changed", "ana: task-reopened"],
    ],
    [
      "that is published stays as it is",
      published,
      written,
      ["it is published: take it back into review to change it"],
    ],
    ["that is published cannot be waived", published, waive(), ["it is published"]],
    [
      "is not reviewed before the incident is over",
      incident({}, ["10:31", written]),
      move("in-review"),
      ["its incident is still open"],
    ],
  ])("%s", (_, given, command, expected) => {
    expect(toldOf(decide(given, command, at("10:40")))).toEqual(expected);
  });

  it("tells when and by whom it was published, until it is taken back", () => {
    expect(published.postmortem).toMatchObject({ publishedAt: at("10:34"), publishedBy: ana });
    const back = over(
      required,
      ...reviewed,
      ["10:34", move("published")],
      ["10:35", move("in-review")],
    );
    expect(back.postmortem).toMatchObject({ stage: "in-review", publishedAt: null });
  });
});
