import { DateTime } from "luxon";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { WORKSPACE } from "#test/support/acme.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";

/** Ann's turn ends in thirty-two minutes; turns last for an hour. */
const ANCHOR = DateTime.utc().minus({ minutes: 28 });
const GROUP = "S00000SHOP";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("a shift that changes hands", (open) => {
  it("is announced, followed by group and topic, and handed over when it is accepted", async () => {
    muster = await startMuster(await open(), { configuration: rota(), sandbox: workspace() });
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await muster.settle();
    expect([await group(), await topic()]).toEqual([
      ["U00000ANN"],
      "Payments | On call: Ann (Rota)",
    ]);
    expect(await ann.pages()).toEqual([]);

    await muster.pass({ minutes: 4 });
    expect(await ann.press("write-hand-over")).toContain("What only you know");
    await ann.submit({ note: { note: "The cache is cold after a deploy" } });
    await muster.pass({ minutes: 16 });
    expect(await texts("bob")).toEqual([expect.stringMatching(/^Your shift on Rota begins in /)]);

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await ann.press("acknowledge");
    await muster.pass({ minutes: 14 });

    expect([await group(), await topic()]).toEqual([
      ["U00000BOB"],
      "Payments | On call: Bob (Rota)",
    ]);
    expect(await muster.slack.texts("team-checkout")).toContainEqual(
      expect.stringMatching(/^Rota: Bob took over from Ann until .*\.$/),
    );
    expect(await texts("ann")).toContainEqual(
      expect.stringMatching(
        /^Your shift on Rota ended.* Bob is on call now\. You still have INC-1/,
      ),
    );
    const [, began, brief] = await bob.pages();
    expect(began?.text).toMatch(/^Your shift on Rota began.* Press OK/);
    expect(wordsOf(brief)).toContain("The cache is cold after a deploy");
    expect(wordsOf(brief)).toMatch(/Open incidents\*\n• \*INC-1 SEV\d\*/);
    expect((await muster.incident(1))?.acknowledgedBy).toMatchObject({ person: "ann" });

    const room = (await muster.slack.channels()).find(({ name }) => name.startsWith("inc-1-"));
    expect(await ann.press("take-over", { in: room?.name ?? "" })).toMatch(/only Bob can do that/);
    expect(await bob.press("accept-hand-over")).toMatch(/INC-1 is yours now/);
    await muster.settle();
    expect((await muster.incident(1))?.acknowledgedBy).toMatchObject({ person: "bob" });
    expect(storyOf(await muster.timeline(1))).toContain("Bob: taken-over");
    expect(wordsOf((await bob.pages()).at(1))).toContain("Slack reaches you");
  });

  it("brings the newcomer, who may be a guest, the page that nobody has acknowledged", async () => {
    const users = WORKSPACE.users.map((user) => {
      return user.name === "bob" ? { ...user, is_restricted: true } : user;
    });
    const sandbox = { seed: { ...WORKSPACE, users } };
    muster = await startMuster(await open(), { configuration: rota(), sandbox });
    const bob = muster.slack.person("bob");
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    expect((await texts("ann")).at(-1)).toContain("HighLatency");
    await muster.pass({ minutes: 33 });

    expect((await texts("bob")).filter((text) => text.includes("HighLatency"))).toHaveLength(1);
    expect(await bob.press("shift-ok")).toMatch(/^Thank you: Slack reaches you\./);
    expect(await bob.press("acknowledge")).toMatch(/^You have INC-1 now\./);
  });

  it("asks nobody any more to take over what has ended meanwhile", async () => {
    muster = await startMuster(await open(), { configuration: rota() });
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await ann.press("acknowledge");
    await muster.pass({ minutes: 33 });
    const [room] = (await muster.slack.channels()).filter(({ name }) => name.startsWith("inc-1-"));
    const asked = expect.stringMatching(/Bob, do you take it over\?/);
    expect(await muster.slack.texts(room?.name ?? "")).toContainEqual(asked);

    await ann.command("resolve INC-1");
    await muster.settle();

    expect(await muster.slack.texts(room?.name ?? "")).toContain(
      "Ann left call and has INC-1 no more.",
    );
  });

  it("is told again, then to the others, when nobody answers; a group that Slack refuses harms nothing", async () => {
    muster = await startMuster(await open(), {
      configuration: rota(),
      sandbox: workspace({ usergroups_managed_by: "admins" }),
    });
    await muster.slack.act("presence", { user: "bob", dnd: true });
    await muster.pass({ minutes: 33 });
    expect(await group()).toEqual(["U00000EVE"]);
    await muster.pass({ minutes: 15 });
    await muster.pass({ minutes: 15 });

    expect(await texts("bob")).toEqual([
      expect.stringMatching(/^Your shift on Rota began.* Slack does not ring from .* no other way/),
      expect.stringMatching(/^Ann hands Rota to you/),
      expect.stringMatching(/^You have not answered yet/),
      expect.stringMatching(/^Your shift on Rota ends/),
    ]);
    expect((await texts("ann")).at(-1)).toMatch(/^Bob has Rota since .* has not pressed OK/);
    await muster.slack.act("home", { user: "ann" });
    expect(await muster.slack.person("eve").oncall("handover rota")).toContain("Rota");
    expect(wordsOf((await muster.slack.person("ann").home())?.blocks)).toContain(
      `The user group ${GROUP} does not follow who is on call. Slack lets only some people`,
    );
  });
});

function rota(): object {
  const layers = [
    {
      anchor: ANCHOR.toFormat("yyyy-MM-dd'T'HH:mm"),
      every: { n: 1, unit: "hours" },
      members: ["ann", "bob"],
    },
  ];
  const groups = [{ group: GROUP }];
  const notices = { dmBefore: ["PT15M"], topic: true };
  const rotas = { name: "Rota", team: "checkout", timezone: "UTC", layers, groups, notices };
  return {
    schedules: { rota: rotas },
    policies: {
      checkout: {
        levels: [{ notify: [{ schedule: "rota" }], delay: "PT1H" }],
        repeat: { times: 0 },
      },
    },
  };
}

function workspace(more: object = {}): object {
  const channels = WORKSPACE.channels.map((channel) =>
    channel.name === "team-checkout" ? { ...channel, topic: "Payments" } : channel,
  );
  const usergroups = [{ id: GROUP, handle: "oncall", users: ["eve"] }];
  return { seed: { ...WORKSPACE, channels, usergroups, ...more } };
}

const Groups = z.array(z.object({ users: z.array(z.string()) }));

async function group(): Promise<readonly string[]> {
  const groups = Groups.parse((await muster.slack.state())["usergroups"]);
  return groups.flatMap(({ users }) => users);
}

async function topic(): Promise<string> {
  return (await muster.slack.channel("team-checkout")).topic;
}

async function texts(person: string): Promise<readonly string[]> {
  return (await muster.slack.person(person).pages()).map(({ text }) => text);
}
