import { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { Permissions } from "#domain/configuration/permissions.ts";
import { concernOfAll } from "#domain/permission/concern.ts";
import { createMembers, type Members, type MembersOptions } from "#slack/people/members.ts";
import { identify, objectionTo, permit, type PermissionRules } from "#slack/people/permission.ts";

const configuration = Configuration.parse({
  people: {
    ana: { name: "Ana Lima", slack: "U0ANA00000", admin: true },
    ben: { name: "Ben Okafor", email: "Ben@example.com" },
  },
  teams: {},
  services: {},
  policies: {},
  routes: { service: "none" },
  sources: {},
});

type User = Record<string, unknown>;

/** A workspace with these members; what is not a member is an error's name, or silence. */
function workspace(
  users: Record<string, User>,
  trouble: "user_not_found" | "outage" = "user_not_found",
  more: Partial<MembersOptions> = {},
): Members & { readonly calls: string[] } {
  const calls: string[] = [];
  const client = new webApi.WebClient("xoxb-test", {
    slackApiUrl: "http://127.0.0.1/api/",
    retryConfig: { retries: 0 },
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const asked = new URLSearchParams(await request.text());
      calls.push(`${new URL(request.url).pathname} ${asked.get("user") ?? asked.get("email")}`);
      if (trouble === "outage") return new Response("", { status: 503 });
      const wanted = asked.get("user") ?? "";
      const user = Object.hasOwn(users, wanted)
        ? users[wanted]
        : Object.values(users).find(({ mail }) => mail === asked.get("email"));
      const answer =
        user === undefined
          ? { ok: false, error: asked.has("email") ? "users_not_found" : trouble }
          : { ok: true, user };
      return Response.json(answer);
    },
  });
  const members = createMembers({
    client,
    configuration: () => configuration,
    granted: () => true,
    ...more,
  });
  return { ...members, calls };
}

const member = {
  id: "U0CAT00000",
  team_id: "T1",
  real_name: "Cat",
  profile: { display_name: "cat" },
};

function rulesFor(
  members: Members,
  groups: Readonly<Record<string, readonly string[]>> = {},
): PermissionRules {
  const userGroups = { membersOf: async (group: string) => groups[group] ?? null };
  return { members, userGroups, configuration: () => configuration, team: "T1" };
}

async function decision(members: Members, slackId = "U0CAT00000"): ReturnType<typeof permit> {
  return await permit(rulesFor(members), { slackId, team: "T1" });
}

describe("who may press", () => {
  it.each<[string, User, string | null, string]>([
    ["a full member", {}, null, "cat"],
    [
      "a person of the configuration, known by an address",
      { profile: { display_name: "benny", email: "ben@EXAMPLE.com" } },
      "ben",
      "Ben Okafor",
    ],
    ["a member without a display name", { profile: { display_name: "" } }, null, "Cat"],
  ])("lets %s", async (_, more, person, name) => {
    expect(await decision(workspace({ U0CAT00000: { ...member, ...more } }))).toEqual({
      kind: "granted",
      actor: { kind: "person", slackId: "U0CAT00000", name, person },
      standing: "member",
    });
  });

  it.each<[string, User, RegExp]>([
    ["a guest of one channel", { is_ultra_restricted: true }, /you are a guest/],
    ["a guest", { is_restricted: true }, /you are a guest/],
    ["an app", { is_bot: true }, /you are an app/],
    ["a deactivated member", { deleted: true }, /your account is deactivated/],
    ["somebody of another workspace", { team_id: "T2" }, /you belong to another workspace/],
    ["a stranger in a shared channel", { is_stranger: true }, /you belong to another workspace/],
  ])("refuses %s and says who can", { tags: ["I63"] }, async (_, more, objection) => {
    const refusal = await decision(workspace({ U0CAT00000: { ...member, ...more } }));

    expect(refusal).toMatchObject({ kind: "refused", reason: expect.stringMatching(objection) });
    expect(refusal).toMatchObject({ reason: expect.stringContaining("such as Ana Lima.") });
  });

  it(
    "refuses whom Slack does not know, even when the configuration does",
    { tags: ["I63"] },
    async () => {
      expect(await decision(workspace({}), "U0ANA00000")).toMatchObject({
        kind: "refused",
        reason: expect.stringContaining("does not know you"),
      });
    },
  );

  it("takes no other workspace's word on whose address it is", async () => {
    const profile = { email: "ben@example.com" };
    async function personOf(team: string): Promise<unknown> {
      const members = workspace({ U0CAT00000: { ...member, profile, team_id: team } });
      const known = await identify(rulesFor(members), { slackId: "U0CAT00000", team });
      return known.kind === "granted" && known.actor.person;
    }

    expect(await personOf("T1")).toBe("ben");
    expect(await personOf("T2")).toBeNull();
  });

  it("lets people of the configuration act while Slack is down, and nobody else", async () => {
    const down = workspace({}, "outage");

    expect(await decision(down, "U0ANA00000")).toEqual({
      kind: "granted",
      actor: { kind: "person", slackId: "U0ANA00000", name: "Ana Lima", person: "ana" },
      standing: "member",
    });
    expect(await decision(down)).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("try again in a minute"),
    });
  });
});

describe("who may do what with an incident", () => {
  const concern = { ...concernOfAll(configuration), team: ["ben"], onCall: ["ben"] };
  const cat = { slackId: "U0CAT00000", name: "cat", person: null, kind: "person" } as const;

  /** Why Cat may not end an incident; null when she may. */
  async function objection(
    resolve: readonly string[],
    groups: Readonly<Record<string, readonly string[]>> = {},
  ): Promise<string | null> {
    const rules = rulesFor(workspace({ U0CAT00000: member }), groups);
    const permissions = Permissions.parse({ resolve });
    const ruled = { ...rules, configuration: () => ({ ...configuration, permissions }) };
    return await objectionTo(
      ruled,
      { actor: cat, standing: "member" },
      { action: "resolve", concern },
    );
  }

  it("is told with the reason, and whoever is on call is named first", async () => {
    expect(await objection(["team", "ana"])).toBe(
      "Nothing was done: only its team, whoever is on call for it and Ana Lima can end this incident, and you are none of them. Ask one of them, such as Ben Okafor and Ana Lima.",
    );
  });

  it("says how to go on where the file lets in nobody", async () => {
    expect(await objection(["lead"])).toMatch(
      /At the moment nobody is one of them: whoever keeps muster\.yaml can name somebody under `permissions`/,
    );
  });

  it("is let in where it was asked to decide", async () => {
    const rules = rulesFor(workspace({ U0CAT00000: member }), {});
    const known = { actor: cat, standing: "member" } as const;
    const asked = { ...concern, decider: cat };
    function waiving(one: typeof concern): Promise<string | null> {
      return objectionTo(rules, known, { action: "waive", concern: one });
    }

    expect(await waiving(asked)).toBeNull();
    expect(await waiving({ ...asked, decider: { ...cat, slackId: "U0DAN00000" } })).toContain(
      "such as Ana Lima",
    );
  });

  it("is asked of Slack where a user group is listed", async () => {
    expect(await objection(["S0LEADS01"], { S0LEADS01: ["U0CAT00000"] })).toBeNull();
    expect(await objection(["S0LEADS01"], { S0LEADS01: ["U0ANA00000"] })).toMatch(
      /^Nothing was done: only a user group can end this incident, and you are none of them\./,
    );
  });

  it("names members of the group when the file knows nobody who may", async () => {
    expect(await objection(["S0LEADS01", "S0OTHER01"], { S0OTHER01: [], S0LEADS01: [] })).toMatch(
      /Ask one of them\.$/,
    );
    const others = { S0LEADS01: ["U0NOBODY00", "U0CAT00000", "U0CAT00000", "U0FAY00000"] };
    const fay = { ...member, profile: { display_name: "fay" } };
    const rules = rulesFor(workspace({ U0CAT00000: member, U0FAY00000: fay }), others);
    const permissions = Permissions.parse({ resolve: ["S0LEADS01"] });
    const ruled = { ...rules, configuration: () => ({ ...configuration, permissions }) };
    const dan = { ...cat, slackId: "U0DAN00000", name: "dan" };

    expect(
      await objectionTo(ruled, { actor: dan, standing: "member" }, { action: "resolve", concern }),
    ).toMatch(/Ask one of them, such as cat\.$/);
  });

  it("is not guessed while Slack says nothing of the group", async () => {
    expect(await objection(["S0LEADS01"])).toMatch(
      /Slack does not say right now whether you are one of them, so try again in a minute\./,
    );
  });
});

describe("members", () => {
  it("are asked for once in five minutes", async () => {
    let now = 0;
    const members = workspace({ U0CAT00000: member }, "user_not_found", { now: () => now });

    await members.find("U0CAT00000");
    now = 5 * 60_000 - 1;
    await members.find("U0CAT00000");
    expect(members.calls).toHaveLength(1);

    now = 5 * 60_000 + 1;
    await members.find("U0CAT00000");
    expect(members.calls).toHaveLength(2);
  });

  it("are not remembered when Slack did not answer", async () => {
    const members = workspace({}, "outage");

    await members.find("U0CAT00000");
    await members.find("U0CAT00000");

    expect(members.calls).toHaveLength(2);
  });

  it("are found for people by id, else by address", async () => {
    const members = workspace({ U0BEN00000: { id: "U0BEN00000", mail: "Ben@example.com" } });

    expect(await members.slackIdOf("ana")).toBe("U0ANA00000");
    expect(await members.slackIdOf("ben")).toBe("U0BEN00000");
    expect(await members.slackIdOf("ben")).toBe("U0BEN00000");
    expect(await members.slackIdOf("nobody")).toBeNull();
    expect(members.calls).toEqual(["/api/users.lookupByEmail Ben@example.com"]);
  });

  it("are not looked for by address without the scope", async () => {
    const members = workspace({}, "user_not_found", { granted: () => false });

    expect(await members.slackIdOf("ben")).toBeNull();
    expect(members.calls).toEqual([]);
  });

  it("are nobody when no one has the address, and unknown while Slack is down", async () => {
    expect(await workspace({}).slackIdOf("ben")).toBeNull();
    await expect(workspace({}, "outage").slackIdOf("ben")).rejects.toThrow("HTTP 503");
  });
});
