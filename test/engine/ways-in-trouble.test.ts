import { expect, it } from "vitest";
import { readToken } from "#engine/page/acknowledge-by.ts";
import { settleWay } from "#engine/page/settle-way.ts";
import { tellSilence } from "#engine/page/tell-silence.ts";
import type { WayOutcome } from "#engine/page/way-outcome.ts";
import { REACH_LANES } from "#engine/reach.ts";
import { attemptsOfPage } from "#store/page/attempts.ts";
import { readPages } from "#store/page/pages.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { configuration } from "#test/support/engine.ts";
import { claim } from "#test/support/outbox.ts";
import { paged } from "#test/support/ways.ts";
import { sendNotices } from "#ways/send-notices.ts";
import type { WayResult } from "#ways/way.ts";

const REFUSED: WayResult = { kind: "failed", reason: "the line is busy", again: true };
const SILENCE: WayResult = { ...REFUSED, reason: "no answer", unclear: true };
const MINUTE = { minutes: 1 };

type World = Awaited<ReturnType<typeof paged>>;
type Setting = { readonly signal?: AbortSignal; readonly people?: object };

/** Makes those of ann's attempts that are due, with what a test needs differently. */
async function sendDue(
  database: TestDatabase,
  { engine, all }: World,
  { signal = new AbortController().signal, people }: Setting,
): Promise<unknown> {
  const settings = people === undefined ? engine.configuration() : configuration({ people });
  const ways = {
    engine: { ...engine, configuration: () => settings },
    all,
    setting: () => ({ configuration: settings, secret: () => null }),
  };
  const options = { owner: "test", leaseSeconds: 60, classes: REACH_LANES };
  const held = await claim(database, options);
  if (held === null) throw new Error("nothing is due");
  return await sendNotices(ways, held.jobs, { lane: held.lane, now: held.now, signal });
}

withDatabases("a way in trouble", (open) => {
  it.each([
    [SILENCE, true],
    [REFUSED, false],
  ])("after %j says of the next try whether it may be double: %s", async (result, mayBeDouble) => {
    const world = await paged(await open(), ["voice"], { voice: [result] });

    await world.pass(MINUTE);
    await world.pass({ seconds: 15 });

    expect(world.notices.map((notice) => notice.mayBeDouble)).toEqual([false, mayBeDouble]);
  });

  it("calls nobody for ever when no result can be recorded", async () => {
    const world = await paged(await open(), ["voice", "sms"]);
    for (let crash = 0; crash < 3; crash += 1) await world.noteSending("voice");

    await world.pass(MINUTE);

    expect(world.sent()).toEqual(["sms INC-1"]);
    expect(await world.states()).toEqual(["slack pending", "voice failed", "sms sent"]);
    expect((await world.story())[0]).toBe(
      "muster: way-failed, ann, via voice, no try had a clear end, next sms",
    );
  });

  it("gives no page up for the failures of another that goes out with it", async () => {
    const database = await open();
    const world = await paged(database, ["voice"], { voice: [REFUSED, REFUSED, REFUSED] });
    await world.pass({ seconds: 40 });
    await world.alert("DiskFull");

    for (const seconds of [20, 15, 30]) await world.pass({ seconds });

    expect(world.notices.map(({ others }) => others.length)).toEqual([0, 0, 1]);
    expect(await world.states()).toEqual(["slack pending", "voice failed"]);
    const younger = await attemptsOfPage(database.kysely, 2);
    expect(younger.map(({ way, state }) => `${way} ${state}`)).toEqual([
      "slack pending",
      "voice pending",
    ]);
  });

  it("is not waited for when it hangs, and not blamed when somebody else has the lane", async () => {
    const lost = new AbortController();
    async function send(): Promise<WayResult> {
      lost.abort(new Error("the lane is somebody else's"));
      return await new Promise(() => undefined);
    }
    const database = await open();
    const world = await paged(database, ["webhook"], {}, { connect: () => ({ send }) });

    const sending = sendDue(database, world, { signal: lost.signal });

    await expect(sending).rejects.toThrow("the lane is somebody else's");
    expect(await world.states()).toEqual(["slack pending", "webhook sending"]);
    expect(await world.story()).toEqual([]);
  });

  it("counts what is too much to name, and its answer takes that too", async () => {
    const world = await paged(await open(), ["voice"]);
    for (let number = 0; number < 24; number += 1) await world.alert(`Broken${number}`);

    await world.pass(MINUTE);
    const [notice] = world.notices;

    expect([notice?.others.length, notice?.unnamed]).toEqual([20, 4]);
    expect(await readToken(world.engine, world.token())).toMatchObject({
      incidents: Array.from({ length: 25 }, () => ({ waits: true })),
    });
  });

  it("rests for as long as it says after a notice", async () => {
    const world = await paged(await open(), ["webhook"], {}, { rest: { minutes: 2 } });
    await world.run();
    await world.alert("DiskFull");

    await world.pass({ seconds: 100 });
    const early = world.sent();
    await world.pass({ seconds: 30 });

    expect(early).toEqual(["webhook INC-1"]);
    expect(world.sent()).toEqual(["webhook INC-1", "webhook INC-2"]);
  });

  it.each([
    ["that muster.yaml does not set up any more", "muster.yaml does not set it up any more"],
    ["whose address was taken away", "there is no address any more"],
  ])("%s has the next one used at once", async (_, reason) => {
    const database = await open();
    const world = await paged(database, ["voice", "sms"]);
    if (reason.startsWith("there")) {
      await database.kysely.deleteFrom("contact").where("way", "=", "voice").execute();
    } else world.takeAway("voice");

    await world.pass(MINUTE);

    expect(world.sent()).toEqual(["sms INC-1"]);
    expect(await world.states()).toEqual(["slack pending", "voice skipped", "sms sent"]);
    expect((await world.story())[0]).toBe(
      `muster: way-failed, ann, via voice, ${reason}, next sms`,
    );
  });

  it("reaches nobody whom muster.yaml does not know any more", async () => {
    const database = await open();
    const world = await paged(database, ["webhook"]);

    await sendDue(database, world, { people: { bob: { name: "Bob", slack: "U00000BOB" } } });

    expect(world.sent()).toEqual([]);
    expect((await world.story())[0]).toBe(
      "muster: way-failed, ann, via webhook, muster.yaml does not know them any more, next null",
    );
  });

  it("has each of the others used once, in their order", async () => {
    const database = await open();
    const world = await paged(database, ["voice", "sms", "mail"]);
    await world.slack({ kind: "failed", error: "user_not_found" });
    const pages = await readPages(database.kysely, [1]);
    const made = { way: "sms", outcome: { kind: "failed", error: "no such number" } } as const;

    await database.transaction(async (tx) => {
      for (const page of pages) await settleWay(world.engine, tx, page, made);
    });

    expect(await world.story()).toEqual([
      "muster: way-failed, ann, via slack, user_not_found, next voice",
      "muster: way-failed, ann, via sms, no such number, next mail",
    ]);
  });

  it("leaves no page open of which a newer one has taken what was left", async () => {
    const world = await paged(await open(), ["voice"]);
    await world.slack({ kind: "failed", error: "user_not_found" });

    await world.acknowledge();
    await world.handBack();

    expect(await world.states()).toEqual(["slack failed", "voice dropped"]);
    expect(await world.page()).toBe("dropped");
  });

  it("is not hurried by Do Not Disturb once another has gone out", async () => {
    const world = await paged(await open(), ["voice", "sms"]);
    await world.slack({ kind: "sent", via: "slack" });
    await world.pass(MINUTE);

    await tellSilence(world.engine, 1, { kind: "away" });
    await world.run();

    expect(world.sent()).toEqual(["voice INC-1"]);
    expect((await world.story()).join()).not.toContain("slack-silent");
  });

  it("is lost with the page, also when another way took back meanwhile that it had arrived", async () => {
    const database = await open();
    const world = await paged(database, ["voice", "sms"]);
    await world.slack({ kind: "failed", error: "user_not_found" });
    const before = await readPages(database.kysely, [1]);
    async function settle(way: string, outcome: WayOutcome): Promise<void> {
      await database.transaction(async (tx) => {
        for (const page of before) await settleWay(world.engine, tx, page, { way, outcome });
      });
    }

    await settle("sms", { kind: "sent", via: "sms" });
    await settle("sms", { kind: "failed", error: "it did not arrive", takesBack: true });
    await settle("voice", { kind: "failed", error: "no such number" });

    expect(await world.page()).toBe("failed");
    expect((await world.story()).at(-1)).toBe(
      "muster: paged, bob, the page could not be delivered",
    );
  });
});
