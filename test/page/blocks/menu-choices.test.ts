import { describe, expect, it } from "vitest";
import type { Channel, User } from "#sandbox/live/wire.ts";
import { choicesIn, chosen, matching, toggled } from "#sandbox/page/elements/choices.ts";
import { channelChoices, conversationChoices, userChoices } from "#sandbox/page/elements/people.ts";

function option(text: string, description?: string): object {
  const described = description === undefined ? {} : { description: { text: description } };
  return { text: { type: "plain_text", text }, value: text.toLowerCase(), ...described };
}

function user(id: string, real_name: string, more: Partial<User> = {}): User {
  const common = { name: real_name.toLowerCase(), tz: "UTC", presence: "active", dnd: false };
  const flags = { is_bot: false, is_restricted: false, is_stranger: false, deleted: false };
  return { id, real_name, ...common, ...flags, ...more };
}

function channel(
  id: string,
  kind: string,
  members: string[],
  more: Partial<Channel> = {},
): Channel {
  const common = { name: id.toLowerCase(), topic: "", purpose: "", bookmarks: [], pins: [] };
  const flags = { is_private: kind === "private", is_im: kind === "im", is_archived: false };
  return { id, kind, members, ...common, ...flags, ...more };
}

const people = [
  user("U1", "Zoe"),
  user("U2", "Ben"),
  user("U3", "Bot", { is_bot: true }),
  user("U4", "Gone", { deleted: true }),
];
const places = [
  channel("C1", "public", []),
  channel("C2", "private", ["U2"]),
  channel("C3", "private", ["U1"]),
  channel("C4", "public", [], { is_archived: true }),
  channel("D1", "im", ["U1", "U2"]),
  channel("D2", "im", ["U1", "U3"]),
];
const workspace = {
  users: new Map(people.map((one) => [one.id, one])),
  channels: new Map(places.map((one) => [one.id, one])),
  viewer: "U1",
};

function labels(choices: readonly { readonly label: string }[]): readonly string[] {
  return choices.map(({ label }) => label);
}

describe("a menu of options", () => {
  const menu = {
    option_groups: [
      { label: { text: "Now" }, options: [option("Page")] },
      { label: { text: "Later" }, options: [option("Write", "a postmortem")] },
    ],
  };

  it("offers the options of its groups under the groups' names", () => {
    const offered = choicesIn(menu).map(({ label, group }) => [group, label]);

    expect(offered).toEqual([
      ["Now", "Page"],
      ["Later", "Write"],
    ]);
  });

  it.each([
    ["PAG", ["Page"]],
    ["mortem", ["Write"]],
    ["", ["Page", "Write"]],
    [" zzz ", []],
  ])("narrows them down to what contains %j, in the text or its description", (typed, found) => {
    expect(labels(matching(choicesIn(menu), typed))).toEqual(found);
  });

  it("shows emoji in place of their names", () => {
    const [choice] = choicesIn({ options: [option(":fire: Fire")] });

    expect(choice?.label).toBe("🔥 Fire");
  });

  it("still names what was chosen and is no longer offered", () => {
    expect(labels(chosen(option("Gone"), []))).toEqual(["Gone"]);
    expect(labels(chosen(["U9"], []))).toEqual(["U9"]);
  });
});

describe("picking in a menu for several", () => {
  const [page, write] = choicesIn({ options: [option("Page"), option("Write")] });

  it("adds what is not chosen yet, and takes back what is", () => {
    const one = page === undefined ? [] : toggled(null, page);
    const two = write === undefined ? [] : toggled(one, write);
    const back = page === undefined ? [] : toggled(two, page);

    expect(one).toEqual([option("Page")]);
    expect(two).toEqual([option("Page"), option("Write")]);
    expect(back).toEqual([option("Write")]);
  });
});

describe("menus of people and places", () => {
  it("offer everybody who still works here, by name", () => {
    expect(labels(userChoices(workspace))).toEqual(["Ben", "Bot", "Zoe"]);
  });

  it("offer the public channels that are not archived", () => {
    expect(labels(channelChoices(workspace))).toEqual(["#c1"]);
  });

  it.each([
    [{}, ["#c1", "#c3", "Ben", "Bot"]],
    [{ include: ["im"] }, ["Ben", "Bot"]],
    [{ include: ["public", "private"] }, ["#c1", "#c3"]],
    [{ exclude_bot_users: true }, ["#c1", "#c3", "Ben"]],
  ])("offer the viewer's conversations as far as the filter %j allows", (filter, found) => {
    expect(labels(conversationChoices(workspace, { filter }))).toEqual(found);
  });
});
