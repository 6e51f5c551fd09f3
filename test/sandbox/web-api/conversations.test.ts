import { describe, expect, it } from "vitest";
import {
  ANNA,
  BEN,
  CHLOE,
  errorOf,
  OLD,
  OPS,
  QUIET,
  SECRET,
  VAULT,
  workbench,
} from "#test/sandbox/workbench.ts";

describe("conversations.create", () => {
  it("makes the bot creator and member, and says so in the channel", async () => {
    const bench = await workbench();

    const { channel } = await bench.client.conversations.create({ name: "inc-1-checkout" });

    const { bot_user_id: bot } = (await bench.state())["app"];
    expect(channel).toMatchObject({ is_member: true, creator: bot, is_private: false });
    const { messages } = await bench.channel("inc-1-checkout");
    expect(messages).toMatchObject([{ subtype: "channel_join", user: bot }]);
  });

  it.each([
    ["", "invalid_name_required"],
    ["x".repeat(81), "invalid_name_maxlength"],
    ["---", "invalid_name_punctuation"],
    ["Upper", "invalid_name_specials"],
    ["with space", "invalid_name_specials"],
    ["a.b", "invalid_name_specials"],
    ["ops", "name_taken"],
    ["old", "name_taken"],
    ["secret", "name_taken"],
  ])("refuses the name %j with %s", async (name, error) => {
    const { client } = await workbench();

    expect(await errorOf(client.conversations.create({ name }))).toBe(error);
  });

  it.each(["inc-1_a", "störung-1", "x".repeat(80)])("accepts the name %s", async (name) => {
    const { client } = await workbench();

    const { channel } = await client.conversations.create({ name });

    expect(channel).toMatchObject({ name });
  });

  it("needs groups:write for a private channel only", async () => {
    const { client } = await workbench({ withoutScopes: ["groups:write"] });

    await client.conversations.create({ name: "open" });

    expect(await errorOf(client.conversations.create({ name: "closed", is_private: true }))).toBe(
      "missing_scope",
    );
  });
});

describe("topic and purpose", () => {
  it("sets them and posts a line", async () => {
    const bench = await workbench();

    await bench.client.conversations.setTopic({ channel: OPS, topic: "SEV1" });
    await bench.client.conversations.setPurpose({ channel: OPS, purpose: "To fix things" });

    const { topic, purpose, messages } = await bench.channel("ops");
    expect({ topic, purpose }).toEqual({ topic: "SEV1", purpose: "To fix things" });
    expect(messages).toMatchObject([
      { subtype: "channel_topic", topic: "SEV1" },
      { subtype: "channel_purpose", purpose: "To fix things" },
    ]);
  });

  it("refuses more than 250 characters instead of cutting them off", async () => {
    const { client } = await workbench();

    await client.conversations.setTopic({ channel: OPS, topic: "😀".repeat(250) });

    expect(
      await errorOf(client.conversations.setTopic({ channel: OPS, topic: "x".repeat(251) })),
    ).toBe("too_long");
  });

  it.each([
    [QUIET, "not_in_channel"],
    [OLD, "is_archived"],
    [SECRET, "channel_not_found"],
    ["C0NOWHERE00", "channel_not_found"],
  ])("refuses %s with %s", async (channel, error) => {
    const { client } = await workbench();

    expect(await errorOf(client.conversations.setTopic({ channel, topic: "x" }))).toBe(error);
  });

  it("is no method for direct messages", async () => {
    const { client } = await workbench();
    const { channel } = await client.conversations.open({ users: ANNA });

    expect(
      await errorOf(client.conversations.setTopic({ channel: channel?.id ?? "", topic: "x" })),
    ).toBe("method_not_supported_for_channel_type");
  });
});

describe("archive, unarchive and rename", () => {
  it("archives once, after which nobody can post and the name stays taken", async () => {
    const { client } = await workbench();

    await client.conversations.archive({ channel: OPS });

    expect(await errorOf(client.conversations.archive({ channel: OPS }))).toBe("already_archived");
    expect(await errorOf(client.chat.postMessage({ channel: OPS, text: "x" }))).toBe("is_archived");
    expect(await errorOf(client.conversations.create({ name: "ops" }))).toBe("name_taken");
  });

  it("keeps #general, and channels the bot is not in", async () => {
    const { client } = await workbench();

    expect(await errorOf(client.conversations.archive({ channel: "C0GENERAL01" }))).toBe(
      "cant_archive_general",
    );
    expect(await errorOf(client.conversations.archive({ channel: QUIET }))).toBe("not_in_channel");
  });

  it("brings a channel back, but only an archived one", async () => {
    const bench = await workbench();

    await bench.client.conversations.unarchive({ channel: OLD });

    expect(await bench.channel("old")).toMatchObject({ is_archived: false });
    expect(await errorOf(bench.client.conversations.unarchive({ channel: OLD }))).toBe(
      "not_archived",
    );
  });

  it("renames only what the bot created, and remembers the old name", async () => {
    const { client } = await workbench();
    const { channel } = await client.conversations.create({ name: "before" });

    const renamed = await client.conversations.rename({
      channel: channel?.id ?? "",
      name: "after",
    });

    expect(renamed.channel).toMatchObject({ name: "after", previous_names: ["before"] });
    expect(await errorOf(client.conversations.rename({ channel: OPS, name: "x" }))).toBe(
      "not_authorized",
    );
    expect(
      await errorOf(client.conversations.rename({ channel: channel?.id ?? "", name: "ops" })),
    ).toBe("name_taken");
  });
});

describe("members", () => {
  it("invites people, with a line and the inviter for each", async () => {
    const bench = await workbench();

    await bench.client.conversations.invite({ channel: OPS, users: CHLOE });

    const { members, messages } = await bench.channel("ops");
    expect(members).toContain(CHLOE);
    const { bot_user_id: bot } = (await bench.state())["app"];
    expect(messages).toMatchObject([{ subtype: "channel_join", user: CHLOE, inviter: bot }]);
  });

  it.each([
    ["somebody unknown", "U0NOBODY000", "user_not_found"],
    ["a member", ANNA, "already_in_channel"],
    ["a guest", "U0GUEST0004", "user_is_restricted"],
    ["a stranger", "U0STRAN0005", "no_external_invite_permission"],
    ["somebody who left", "U0GONE00006", "cant_invite"],
  ])("does not invite %s", async (_who, users, error) => {
    const { client } = await workbench();
    const { channel } = await client.conversations.create({ name: "new" });
    const id = channel?.id ?? "";
    if (users === ANNA) await client.conversations.invite({ channel: id, users: ANNA });

    expect(await errorOf(client.conversations.invite({ channel: id, users }))).toBe(error);
  });

  it("does not invite itself", async () => {
    const bench = await workbench();
    const { bot_user_id: bot } = (await bench.state())["app"];

    expect(await errorOf(bench.client.conversations.invite({ channel: OPS, users: bot }))).toBe(
      "cant_invite_self",
    );
  });

  it("invites nobody when one cannot be, unless forced", async () => {
    const bench = await workbench();
    const users = `${CHLOE},U0NOBODY000`;

    const refused = bench.client.conversations.invite({ channel: OPS, users });
    await expect(refused).rejects.toMatchObject({
      data: { errors: [{ user: "U0NOBODY000", ok: false, error: "user_not_found" }] },
    });
    expect((await bench.channel("ops"))["members"]).not.toContain(CHLOE);

    const forced = await bench.client.conversations.invite({ channel: OPS, users, force: true });
    expect(forced).toMatchObject({ ok: true, errors: [{ error: "user_not_found" }] });
    expect((await bench.channel("ops"))["members"]).toContain(CHLOE);
  });

  it("fails even when forced if nobody can be invited", async () => {
    const { client } = await workbench();
    const forced = { channel: OPS, users: "U0NOBODY000", force: true };

    expect(await errorOf(client.conversations.invite(forced))).toBe("user_not_found");
  });

  it("joins, and warns when it is there already", async () => {
    const { client } = await workbench();

    await client.conversations.join({ channel: QUIET });
    const again = await client.conversations.join({ channel: QUIET });

    expect(again).toMatchObject({
      warning: "already_in_channel",
      response_metadata: { warnings: ["already_in_channel"] },
    });
    expect(await errorOf(client.conversations.join({ channel: OLD }))).toBe("is_archived");
  });

  it("kicks and leaves", async () => {
    const bench = await workbench();

    await bench.client.conversations.kick({ channel: OPS, user: BEN });
    await bench.client.conversations.leave({ channel: OPS });

    const { members } = await bench.channel("ops");
    expect(members).toEqual([ANNA, "U0GUEST0004"]);
    expect(await bench.client.conversations.leave({ channel: OPS })).toMatchObject({
      not_in_channel: true,
    });
  });

  it("opens one direct conversation per person, and one for a group", async () => {
    const { client } = await workbench();

    const first = await client.conversations.open({ users: ANNA });
    const second = await client.conversations.open({ users: ANNA, return_im: true });
    const group = await client.conversations.open({ users: `${ANNA},${BEN}` });

    expect(second).toMatchObject({ already_open: true, channel: { user: ANNA, is_im: true } });
    expect(second.channel?.id).toBe(first.channel?.id);
    expect(first.channel?.id).toMatch(/^D[A-Z0-9]{8,}$/);
    expect(group.channel?.id).not.toBe(first.channel?.id);
    expect(await errorOf(client.conversations.open({ users: "U0GONE00006" }))).toBe(
      "user_disabled",
    );
  });
});

describe("conversations.list", () => {
  it("shows private channels only to a member who asks for them", async () => {
    const { client } = await workbench();

    const open = await client.conversations.list();
    const both = await client.conversations.list({ types: "public_channel,private_channel" });

    expect(open.channels?.map(({ name }) => name)).toEqual(["general", "ops", "quiet", "old"]);
    expect(both.channels?.map(({ name }) => name)).toContain("vault");
    expect(both.channels?.map(({ name }) => name)).not.toContain("secret");
    expect(await errorOf(client.conversations.info({ channel: SECRET }))).toBe("channel_not_found");
    expect(await client.conversations.info({ channel: VAULT })).toMatchObject({ ok: true });
  });

  it("pages with a cursor, and a page may be short", async () => {
    const { client } = await workbench();
    const pages: (string | undefined)[][] = [];

    let cursor = "";
    do {
      const page = await client.conversations.list({ limit: 3, exclude_archived: true, cursor });
      pages.push((page.channels ?? []).map(({ name }) => name));
      cursor = page.response_metadata?.next_cursor ?? "";
    } while (cursor !== "");

    expect(pages).toEqual([["general", "ops", "quiet"], []]);
  });

  it("refuses a made-up cursor, a bad limit and unknown types", async () => {
    const { client } = await workbench();

    expect(await errorOf(client.conversations.list({ cursor: "bm9uc2Vuc2U=" }))).toBe(
      "invalid_cursor",
    );
    expect(await errorOf(client.conversations.list({ limit: 1001 }))).toBe("invalid_limit");
    expect(await errorOf(client.conversations.list({ types: "secret" }))).toBe("invalid_types");
  });

  it("lists members and the bot's own channels", async () => {
    const { client } = await workbench();

    const members = await client.conversations.members({ channel: OPS, limit: 2 });
    const own = await client.users.conversations({ exclude_archived: true });

    expect(members.members).toEqual([ANNA, BEN]);
    expect(members.response_metadata?.next_cursor).toBeTruthy();
    expect(own.channels?.map(({ name }) => name)).toEqual(["ops"]);
  });
});
