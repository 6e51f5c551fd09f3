import { afterEach, expect, it } from "vitest";
import { LEAD } from "#domain/response/role.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import type { Person } from "#test/support/slack-person.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";

type Cast = { readonly ann: Person; readonly bob: Person; readonly eve: Person };

const ROOM = "inc-1-highlatency-is-wrong";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("roles and handing over", (open) => {
  it("people take roles, are given them and read what is expected of them", async () => {
    const { ann, bob } = await begin(await open());
    await ann.command("ack 1");
    expect(await ann.command("role 1 comms <@U00000BOB|bob>")).toMatch(
      /^Bob is Comms of INC-1 now\. Their duties come to them as a direct message\./,
    );
    await muster.settle();

    expect(await card()).toMatch(/\*Lead:\* Ann · \*Comms:\* Bob/);
    const duties = (await bob.pages()).at(-1);
    expect(wordsOf(duties?.blocks)).toMatch(/You are Comms of INC-1[\s\S]*tell everybody/);
    expect(duties?.text).toContain("/incident leave INC-1 comms");

    expect(await bob.command("role 1 comms me")).toMatch(/^You are Comms of INC-1 already\./);
    expect(await bob.command("lead 1 me")).toMatch(
      /^You are Lead of INC-1 now\..*Ann still has INC-1/,
    );
    expect(await bob.command("leave 1 lead")).toMatch(/Nobody leads INC-1 now/);
    expect(await bob.command("leave 1 scribe")).toBe("Nobody is Scribe of INC-1.");
    expect(await bob.command("role 1 scrib me")).toMatch(
      /There is no role scrib\. Did you mean `scribe`\? The roles are `lead`, `comms`/,
    );
    expect(await bob.command("role 1 scribe nobody")).toMatch(
      /muster\.yaml lists nobody as nobody/,
    );
    expect(await bob.command("role 1 scribe <@U00000OLD>")).toMatch(/account is deactivated/);
    expect(await bob.command("role 1 scribe <@U000ROBOT>")).toMatch(/is an app/);
    expect(await bob.command("role 1 scribe <@U000GUEST>")).toMatch(/may not do that in Muster/);
    expect(await bob.command("role 9 scribe")).toBe("There is no incident INC-9.");
    await muster.settle();
    const roles = (await muster.timeline(1)).filter(({ event }) => event.kind.startsWith("role"));
    expect(storyOf(roles)).toEqual(["Ann: role-given", "Bob: role-given", "Bob: role-left"]);
  });

  it("buttons do the same: two press at once, the same one twice, and an old list", async () => {
    const { ann, bob } = await begin(await open());
    await ann.command("ack 1");
    await ann.command("role 1");
    await bob.command("role 1");
    expect(wordsOf((await bob.modal())?.blocks)).toMatch(/\*Lead\*: Ann[\s\S]*\*Scribe\*: nobody/);

    const [first, second] = [
      await pressIn("ann", "join-role/2"),
      await pressIn("bob", "join-role/2"),
    ];

    expect(first).toMatch(/You are Scribe of INC-1 now/);
    expect(second).toMatch(/Nothing was done: Ann is Scribe of INC-1 by now\. .*press again/);
    expect((await muster.incident(1))?.roles["scribe"]).toMatchObject({ name: "Ann" });
    expect(await pressIn("bob", "join-role/2")).toMatch(/You are Scribe of INC-1 now/);
    await muster.settle();
    expect((await ann.pages()).map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Bob is Scribe of INC-1 .* now, you are not any more\.$/),
    );
    expect(await pressIn("bob", "leave-role/2")).toMatch(/You are not Scribe of INC-1 any more/);
  });

  it("an incident is handed over with a brief, and stays with the first until then", async () => {
    const { ann, bob, eve } = await begin(await open());
    expect(await bob.command("handover 1")).toMatch(/Nobody has INC-1 yet/);
    expect(await ann.command("ack 1")).toMatch(/You lead it until you hand it over\.$/);
    expect(await bob.command("handover 1 @eve")).toMatch(
      /U00000ANN> has INC-1[\s\S]*\/incident lead INC-1 me/,
    );
    await ann.command("handover <@U00000BOB|bob> please", await room());
    expect(JSON.stringify(await ann.modal())).toMatch(
      /State:.*What happened so far:.*Ann acknowledged.*Who knows what:.*Lead: Ann/,
    );
    const brief = "Rolled back to v41, it gets better. Next: watch the error rate.";
    expect(await ann.submit({ to: { to: { selected_user: "U000ROBOT" } } })).toMatch(/is an app/);
    expect(await ann.submit({ to: { to: { selected_user: "U000GUEST" } } })).toMatch(
      /may not do that in Muster\. Choose somebody else/,
    );
    expect(await ann.submit({ to: { to: { selected_user: "U00000ANN" } } })).toMatch(
      /You have it already\. Choose somebody else/,
    );
    expect(await ann.submit({ brief: { brief: { value: " " } } })).toMatch(/Say at least how it/);
    const filled = {
      to: { to: { selected_user: "U00000BOB" } },
      brief: { brief: { value: brief } },
    };
    expect(await ann.submit(filled)).toMatch(/^Bob is asked to take INC-1 over\. It stays yours/);
    await muster.settle();

    expect(await holders()).toEqual(["Ann", "Ann"]);
    expect(await card()).toContain("Bob is asked to take it over.");
    expect((await bob.pages()).at(-1)?.text).toMatch(/^Ann asks you to take over INC-1/);
    expect(await eve.press("accept-offer", { in: ROOM })).toMatch(/only Bob can answer that/);
    expect(await bob.press("accept-offer")).toBe(
      "You have and lead INC-1 now. You are asked about it from here on.",
    );
    await muster.settle();

    expect(await holders()).toEqual(["Bob", "Bob"]);
    expect((await ann.pages()).at(-1)?.text).toBe("Bob took INC-1 over from Ann.");
    expect(JSON.stringify((await bob.pages()).at(-1))).not.toContain("accept-offer");
    expect(storyOf(await muster.timeline(1)).slice(-2)).toEqual([
      "Ann: hand-over-offered",
      "Bob: hand-over-accepted",
    ]);
    expect((await muster.slack.texts(ROOM)).at(-1)).toBe("INC-1: Bob took it over from Ann.");
  });

  it("a hand-over is declined, taken back, or not answered: it stays where it is", async () => {
    const { ann, bob } = await begin(await open());
    await ann.command("ack 1");
    await ask(ann);
    expect(await bob.press("decline-offer")).toMatch(/^You declined\. INC-1 stays where it is/);
    await muster.settle();
    expect((await ann.pages()).at(-1)?.text).toMatch(/^Bob declined: INC-1 stays with Ann\./);

    await ask(ann);
    expect(await ann.command("handover 1 withdraw")).toMatch(/It stays yours\./);
    await muster.settle();
    expect((await bob.pages()).at(-1)?.text).toMatch(/Ann took that back/);
    expect(await ann.command("handover 1 withdraw")).toMatch(/This hand-over is over/);

    await ask(ann);
    const asked = (await bob.pages()).length;
    await muster.pass({ minutes: 6 });
    expect(await bob.pages()).toHaveLength(asked + 1);
    await muster.pass({ minutes: 26 });
    expect((await ann.pages()).at(-1)?.text).toMatch(/^Bob did not answer: INC-1 stays with Ann/);
    expect(await holders()).toEqual(["Ann", "Ann"]);
  });

  it("nobody leaves the channel with a role in hand unnoticed", async () => {
    const { ann } = await begin(await open());
    await ann.command("ack 1");
    await muster.settle();
    await muster.slack.act("leave", { user: "ann", channel: ROOM });
    await eventually(async () => {
      expect(storyOf(await muster.timeline(1)).at(-1)).toBe("Ann: left-channel");
    });
    await muster.settle();

    expect((await ann.pages()).at(-1)?.text).toMatch(
      /^You left the channel of INC-1 .* and still have INC-1 and are still Lead\./,
    );
    expect((await muster.slack.texts(ROOM)).at(-1)).toMatch(/^Ann left the channel of INC-1/);
  });

  it("a SEV1 without a lead is told of, and a lead ends that", async () => {
    const { ann } = await begin(await open(), { severity: "disaster" });
    await muster.pass({ minutes: 6 });

    expect((await muster.slack.texts(ROOM)).at(-1)).toMatch(/is SEV1 and nobody leads it/);
    await ann.command("lead 1 me");
    await muster.settle();
    expect(await holders()).toEqual(["Ann", "Ann"]);
    expect(
      (await muster.slack.texts(ROOM)).filter((text) => text.includes("nobody leads")),
    ).toEqual([]);
  });
});

async function begin(database: TestDatabase, labels: Record<string, string> = {}): Promise<Cast> {
  muster = await startMuster(database);
  await muster.alert({ alertname: "HighLatency", labels });
  await muster.settle();
  const { person } = muster.slack;
  return { ann: person("ann"), bob: person("bob"), eve: person("eve") };
}

/** Bob is asked to take it over. */
async function ask(ann: Person): Promise<void> {
  await ann.command("handover 1 @bob");
  await ann.submit({ to: { to: { selected_user: "U00000BOB" } } });
  await muster.settle();
}

/** Presses in the modal that is open, and waits for what it shows then. */
async function pressIn(name: string, action: string): Promise<string> {
  const person = muster.slack.person(name);
  const view = await person.modal();
  const before = wordsOf(view?.blocks);
  await muster.slack.act("click", { user: name, view_id: view?.id, action_id: action });
  let words = before;
  await eventually(async () => {
    words = wordsOf((await person.modal())?.blocks);
    if (words === before) throw new Error("nothing came of the press");
  });
  return words;
}

async function card(): Promise<string> {
  return wordsOf((await muster.slack.messages("team-checkout")).at(0)?.blocks);
}

async function room(): Promise<string> {
  return (await muster.slack.channel(ROOM)).id;
}

async function holders(): Promise<readonly unknown[]> {
  const incident = await muster.incident(1);
  const both = [incident?.acknowledgedBy ?? null, incident?.roles[LEAD] ?? null];
  return both.map((actor) => (actor?.kind === "person" ? actor.name : null));
}
