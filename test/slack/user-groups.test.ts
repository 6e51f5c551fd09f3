import { webApi } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { createUserGroups, type UserGroups } from "#slack/people/user-groups.ts";

const MINUTE = 60_000;

describe("who is in a user group", () => {
  it("is asked for once in five minutes", async () => {
    const { groups, calls, pass } = workspace(["U0ANA"], ["U0BEN"]);

    expect(await groups.membersOf("S0LEADS")).toEqual(["U0ANA"]);
    pass(4 * MINUTE);
    expect(await groups.membersOf("S0LEADS")).toEqual(["U0ANA"]);
    pass(2 * MINUTE);
    expect(await groups.membersOf("S0LEADS")).toEqual(["U0BEN"]);
    expect(calls()).toBe(2);
  });

  it("stays what it was while Slack says nothing, for a day", async () => {
    const { groups, pass } = workspace(["U0ANA"], "outage");

    await groups.membersOf("S0LEADS");
    pass(6 * MINUTE);
    expect(await groups.membersOf("S0LEADS")).toEqual(["U0ANA"]);
    pass(24 * 60 * MINUTE);
    expect(await groups.membersOf("S0LEADS")).toBeNull();
  });

  it("is asked for again at once when Slack said nothing", async () => {
    const { groups } = workspace("outage", ["U0ANA"]);

    expect(await groups.membersOf("S0LEADS")).toBeNull();
    expect(await groups.membersOf("S0LEADS")).toEqual(["U0ANA"]);
  });

  it("is nobody when there is no such group, and unknown without the scope", async () => {
    const { groups, troubles } = workspace("no_such_subteam");
    const barred = workspace(["U0ANA"]);

    expect(await groups.membersOf("S0GONE")).toEqual([]);
    expect(troubles).toEqual(["S0GONE"]);
    expect(await barred.without("usergroups:read").membersOf("S0LEADS")).toBeNull();
    expect(barred.calls()).toBe(0);
  });
});

type Answer = readonly string[] | "outage" | "no_such_subteam";

/** A workspace that gives these answers, one after the other, the last one again and again. */
function workspace(...answers: readonly Answer[]): {
  readonly groups: UserGroups;
  readonly without: (scope: string) => UserGroups;
  readonly calls: () => number;
  /** The groups about which somebody was told that Slack does not say who is in them. */
  readonly troubles: readonly string[];
  readonly pass: (milliseconds: number) => void;
} {
  let now = 0;
  let asked = 0;
  const troubles: string[] = [];
  const client = new webApi.WebClient("xoxb-test", {
    slackApiUrl: "http://127.0.0.1/api/",
    retryConfig: { retries: 0 },
    fetch: async () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      if (answer === "outage") return new Response("", { status: 503 });
      if (answer === "no_such_subteam") return Response.json({ ok: false, error: answer });
      return Response.json({ ok: true, users: answer });
    },
  });
  function onTrouble(group: string): void {
    troubles.push(group);
  }
  function groupsWith(granted: (scope: string) => boolean): UserGroups {
    return createUserGroups({ client, granted, onTrouble, now: () => now });
  }
  return {
    groups: groupsWith(() => true),
    without: (lost) => groupsWith((scope) => scope !== lost),
    calls: () => asked,
    troubles,
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}
