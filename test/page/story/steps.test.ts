import { describe, expect, it } from "vitest";
import type { TourStep } from "#sandbox/live/story.ts";
import type { Channel, User } from "#sandbox/live/wire.ts";
import { destination, newsOf, stateOf } from "#sandbox/page/story/steps.ts";

function tour(...done: readonly boolean[]): readonly TourStep[] {
  return done.map((isDone, index) => ({
    id: `step-${index + 1}`,
    title: `Step ${index + 1}`,
    text: "Do it.",
    done: isDone,
  }));
}

describe("the state of a step", () => {
  it.each([
    { done: [false, false], states: ["current", "later"] },
    { done: [true, false], states: ["done", "current"] },
    { done: [false, true], states: ["current", "done"] },
    { done: [true, true], states: ["done", "done"] },
  ])("is $states when $done are done", ({ done, states }) => {
    const steps = tour(...done);

    expect(steps.map((step) => stateOf(step, steps))).toEqual(states);
  });
});

describe("what is announced of the tour", () => {
  it("is the step that was done and the one that follows", () => {
    expect(newsOf(tour(false, false), tour(true, false))).toBe("Done: Step 1. Next: Step 2");
  });

  it("is the end after the last step", () => {
    expect(newsOf(tour(true, false), tour(true, true))).toBe(
      "Done: Step 2. That was the last step.",
    );
  });

  it("is nothing when nothing was done, or a tour began anew", () => {
    expect(newsOf(tour(true, false), tour(true, false))).toBeNull();
    expect(newsOf(tour(true, true), tour(false, false))).toBeNull();
  });
});

describe("where a step leads", () => {
  const users = new Map(
    ["anna", "muster"].map((name) => [name.toUpperCase(), person(name)] as const),
  );
  const channels = new Map([
    ["C1", channel("C1", "team", [])],
    ["D0", channel("D0", "", ["BEN", "MUSTER"])],
    ["D1", channel("D1", "", ["ANNA", "MUSTER"])],
  ]);

  it.each([
    { goTo: { user: "ANNA", channel: "C1" }, to: { user: "ANNA", channel: "C1" } },
    { goTo: { user: "anna", channel: "team" }, to: { user: "ANNA", channel: "C1" } },
    { goTo: { user: "anna", channel: "#team" }, to: { user: "ANNA", channel: "C1" } },
    { goTo: { user: "anna", channel: "@muster" }, to: { user: "ANNA", channel: "D1" } },
    { goTo: { user: "anna" }, to: { user: "ANNA" } },
  ])("is $to for $goTo", ({ goTo, to }) => {
    expect(destination(goTo, { users, channels })).toEqual(to);
  });
});

function person(name: string): User {
  return {
    id: name.toUpperCase(),
    name,
    real_name: name,
    tz: "UTC",
    is_bot: false,
    is_restricted: false,
    is_stranger: false,
    deleted: false,
    presence: "active",
    dnd: false,
  };
}

function channel(id: string, name: string, members: readonly string[]): Channel {
  return {
    id,
    name,
    kind: id.startsWith("D") ? "im" : "public",
    is_private: false,
    is_im: id.startsWith("D"),
    is_archived: false,
    topic: "",
    purpose: "",
    members,
    bookmarks: [],
    pins: [],
  };
}
