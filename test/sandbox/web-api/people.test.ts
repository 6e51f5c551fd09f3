import { describe, expect, it } from "vitest";
import { ANNA, BEN, CHLOE, errorOf, workbench } from "#test/sandbox/workbench.ts";

describe("users.info", () => {
  it("tells name, e-mail and time zone", async () => {
    const { client } = await workbench();

    const { user } = await client.users.info({ user: BEN });

    expect(user).toMatchObject({
      id: BEN,
      name: "ben",
      tz: "America/New_York",
      tz_offset: -18_000,
      tz_label: "Eastern Standard Time",
      is_bot: false,
      profile: { display_name: "ben", email: "ben@example.com" },
    });
  });

  it("keeps the e-mail back without its scope", async () => {
    const { client } = await workbench({ withoutScopes: ["users:read.email"] });

    const { user } = await client.users.info({ user: BEN });

    expect(user?.profile).not.toHaveProperty("email");
    expect(await errorOf(client.users.lookupByEmail({ email: "ben@example.com" }))).toBe(
      "missing_scope",
    );
  });

  it.each([
    ["U0GUEST0004", { is_restricted: true }],
    ["U0GONE00006", { deleted: true }],
    ["U0ROBOT0007", { is_bot: true }],
    ["U0STRAN0005", { is_stranger: true }],
  ])("marks %s", async (user, mark) => {
    const { client } = await workbench();

    expect((await client.users.info({ user })).user).toMatchObject(mark);
  });

  it("shows a stranger with the id of another workspace", async () => {
    const { client } = await workbench();

    const { user } = await client.users.info({ user: "U0STRAN0005" });
    const { team_id: own } = await client.auth.test();

    expect(user?.team_id).not.toBe(own);
    expect(await errorOf(client.users.info({ user: "U0NOBODY000" }))).toBe("user_not_found");
  });
});

describe("finding people", () => {
  it("lists the workspace's own, page by page", async () => {
    const { client } = await workbench();

    const first = await client.users.list({ limit: 4 });
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.users.list({ limit: 4, cursor });

    const names = [...(first.members ?? []), ...(second.members ?? [])].map(({ name }) => name);
    expect(names).toEqual(["anna", "ben", "chloe", "guest", "gone", "robot", "probe"]);
  });

  it("looks people up by e-mail, in any case, but not those who left", async () => {
    const { client } = await workbench();

    const { user } = await client.users.lookupByEmail({ email: "Anna@Example.com" });

    expect(user?.id).toBe(ANNA);
    expect(await errorOf(client.users.lookupByEmail({ email: "gone@example.com" }))).toBe(
      "users_not_found",
    );
  });
});

describe("presence and Do Not Disturb", () => {
  it("follow what people do, and Do Not Disturb ends by itself", async () => {
    const { client, act, clock } = await workbench();

    await act("presence", { user: "anna", presence: "away", dnd: true });

    expect(await client.users.getPresence({ user: ANNA })).toMatchObject({ presence: "away" });
    expect(await client.dnd.info({ user: ANNA })).toMatchObject({ dnd_enabled: true });
    const both = await client.dnd.teamInfo({ users: `${ANNA},${BEN}` });
    expect(both.users?.[BEN]).toMatchObject({ dnd_enabled: false });
    clock.advance(3_600_000);
    expect(await client.dnd.info({ user: ANNA })).toMatchObject({ dnd_enabled: false });
  });

  it("says more about the bot itself", async () => {
    const { client } = await workbench();

    await client.users.setPresence({ presence: "away" });

    expect(await client.users.getPresence({})).toMatchObject({ presence: "away", online: false });
  });
});

describe("user groups", () => {
  const GROUP = "S0ONCALL001";

  it("have their whole list replaced", async () => {
    const { client } = await workbench();

    await client.usergroups.users.update({ usergroup: GROUP, users: `${BEN},${CHLOE}` });

    const { users } = await client.usergroups.users.list({ usergroup: GROUP });
    expect(users).toEqual([BEN, CHLOE]);
    const { usergroups } = await client.usergroups.list({ include_users: true });
    expect(usergroups).toMatchObject([{ handle: "on-call", user_count: 2, users }]);
  });

  it.each([
    ["an empty list", {}, "", "no_users_provided"],
    ["somebody unknown", {}, "U0NOBODY000", "invalid_users"],
    ["a stranger", {}, "U0STRAN0005", "failed_for_some_users"],
    [
      "groups that admins keep",
      { usergroups_managed_by: "admins" as const },
      BEN,
      "permission_denied",
    ],
    ["a free workspace", { plan: "free" as const }, BEN, "plan_upgrade_required"],
  ])("refuse %s", async (_what, seed, users, error) => {
    const { client } = await workbench({ seed });

    const update = client.usergroups.users.update({ usergroup: GROUP, users });

    expect(await errorOf(update)).toBe(error);
  });
});

describe("the bot itself", () => {
  it("is found by auth.test, bots.info and team.info", async () => {
    const { client } = await workbench();

    const { bot_id, user_id, team_id } = await client.auth.test();

    expect((await client.bots.info({ bot: bot_id ?? "" })).bot).toMatchObject({ user_id });
    expect((await client.team.info()).team).toMatchObject({ id: team_id, name: "Sandbox" });
  });
});
