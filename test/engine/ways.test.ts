import { sql } from "kysely";
import { expect, it } from "vitest";
import { acknowledgeBy, reportUndelivered } from "#engine/page/acknowledge-by.ts";
import { tellSilence } from "#engine/page/tell-silence.ts";
import { withDatabases } from "#test/support/database.ts";
import { paged } from "#test/support/ways.ts";
import type { WayResult } from "#ways/way.ts";

const GONE: WayResult = { kind: "failed", reason: "no such number", again: false };
const BUSY: WayResult = { kind: "failed", reason: "the line is busy", again: true };

withDatabases("a page to somebody with several ways", (open) => {
  it("uses each at its time, and says on the timeline by which it arrived", async () => {
    const world = await paged(await open(), ["voice", "sms"]);
    await world.slack({ kind: "sent", via: "slack" });

    await world.pass({ minutes: 1 });
    const early = world.sent();
    await world.pass({ minutes: 2 });

    expect(early).toEqual(["voice INC-1"]);
    expect(world.sent()).toEqual(["voice INC-1", "sms INC-1"]);
    expect(await world.story()).toEqual([
      "muster: page-sent, ann",
      "muster: page-sent, ann, via voice",
      "muster: page-sent, ann, via sms",
    ]);
  });

  it("uses the next one at once when Slack refuses, and the page is not lost", async () => {
    const world = await paged(await open(), ["voice", "sms"]);

    await world.slack({ kind: "failed", error: "user_not_found" });
    await world.run();

    expect(world.sent()).toEqual(["voice INC-1"]);
    expect(await world.states()).toEqual(["slack failed", "voice sent", "sms pending"]);
    expect(await world.page()).toBe("sent");
    expect(await world.story()).toEqual([
      "muster: way-failed, ann, via slack, user_not_found, next voice",
      "muster: page-sent, ann, via voice",
    ]);
  });

  it("pages the next level at once when every way has failed", async () => {
    const world = await paged(await open(), ["voice", "sms"], { voice: [GONE], sms: [GONE] });

    await world.slack({ kind: "failed", error: "user_not_found" });
    await world.run();

    expect(await world.page()).toBe("failed");
    expect((await world.story()).slice(1)).toEqual([
      "muster: way-failed, ann, via voice, no such number, next sms",
      "muster: page-failed, ann, no such number",
      "muster: paged, bob, the page could not be delivered",
    ]);
  });

  it("tries again what may help, and meanwhile uses the next one", async () => {
    const world = await paged(await open(), ["voice", "sms"], { voice: [BUSY] });

    await world.pass({ minutes: 1 });
    await world.pass({ seconds: 20 });

    expect(world.sent()).toEqual(["voice INC-1", "sms INC-1", "voice INC-1"]);
    expect(await world.states()).toEqual(["slack pending", "voice sent", "sms sent"]);
    expect(await world.story()).toEqual([
      "muster: way-failed, ann, via voice, the line is busy, next sms",
      "muster: page-sent, ann, via sms",
      "muster: page-sent, ann, via voice",
    ]);
  });

  it("gives a way up after three tries", async () => {
    const world = await paged(await open(), ["voice"], { voice: [BUSY, BUSY, BUSY] });
    await world.slack({ kind: "failed", error: "user_not_found" });

    for (let minute = 0; minute < 3; minute += 1) await world.pass({ minutes: 1 });

    expect(world.sent()).toHaveLength(3);
    expect(await world.page()).toBe("failed");
  });

  it("drops the rest when somebody has acknowledged", async () => {
    const world = await paged(await open(), ["voice", "sms"]);
    await world.pass({ minutes: 1 });

    await world.acknowledge();
    await world.pass({ minutes: 5 });

    expect(world.sent()).toEqual(["voice INC-1"]);
    expect(await world.states()).toEqual(["slack pending", "voice sent", "sms dropped"]);
  });

  it("is sent again after a crash between the note and the result, and says that it may be double", async () => {
    const world = await paged(await open(), ["voice"]);

    await world.noteSending();
    await world.pass({ minutes: 1 });

    expect(world.notices.map(({ mayBeDouble }) => mayBeDouble)).toEqual([true]);
    expect(await world.states()).toEqual(["slack pending", "voice sent"]);
  });

  it("counts once when two workers deliver it", async () => {
    const world = await paged(await open(), []);

    await world.slack({ kind: "sent", via: "slack" });
    await world.slack({ kind: "sent", via: "slack" });
    await world.slack({ kind: "failed", error: "late" });

    expect(await world.story()).toEqual(["muster: page-sent, ann"]);
  });

  it("is lost after all when what was handed over turns out not to have arrived", async () => {
    const world = await paged(await open(), ["voice"]);
    await world.slack({ kind: "failed", error: "user_not_found" });
    await world.run();

    await reportUndelivered(world.engine, world.token(), "nobody took the call");

    expect(await world.page()).toBe("failed");
    expect((await world.story()).slice(2)).toEqual([
      "muster: page-failed, ann, nobody took the call",
      "muster: paged, bob, the page could not be delivered",
    ]);
  });

  it("tells of all incidents that wait in one notice, and its answer takes them all", async () => {
    const world = await paged(await open(), ["voice"]);
    await world.alert("HighLatency");
    await world.alert("DiskFull");

    await world.pass({ minutes: 1 });
    const answer = await acknowledgeBy(world.engine, world.token());

    expect(world.notices.map(({ others }) => others.length)).toEqual([2]);
    expect(answer.kind === "taken" && answer.incidents.map(({ changed }) => changed)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("moves a call that was waiting to the newer page of the same incident", async () => {
    const world = await paged(await open(), ["voice", "sms"]);
    await world.slack({ kind: "sent", via: "slack" });

    await world.acknowledge();
    await world.handBack();
    await world.pass({ minutes: 1 });

    expect(world.sent()).toEqual(["voice INC-1"]);
    expect(await world.states()).toEqual(["slack sent", "voice dropped", "sms dropped"]);
  });
});

withDatabases("an incident that cannot be read", (open) => {
  it("reaches people all the same, in the words that are left", async () => {
    const world = await paged(await open(), ["voice"]);
    const { kysely } = world.engine.database;
    await sql`update incident set state = '{"title": "Broken"}'`.execute(kysely);

    await world.pass({ minutes: 1 });

    expect(world.notices.map(({ isTest, incident }) => [isTest, incident?.title])).toEqual([
      [false, "Broken"],
    ]);
    expect(await world.page()).toBe("sent");
  });
});

withDatabases("an answer", (open) => {
  it("by a link acknowledges as the person, and says by what", async () => {
    const world = await paged(await open(), ["mail"]);
    await world.pass({ minutes: 5 });

    const answer = await acknowledgeBy(world.engine, world.token());

    expect(answer).toMatchObject({ kind: "taken", person: "Ann", incidents: [{ name: "INC-1" }] });
    expect((await world.story()).at(-1)).toBe("Ann: acknowledged, via mail");
  });

  it("is worth nothing any more once the incident was over, also when it came back", async () => {
    const world = await paged(await open(), ["mail"]);
    await world.pass({ minutes: 5 });
    await world.resolve();

    const answer = await acknowledgeBy(world.engine, world.token());

    expect(answer.kind).toBe("over");
  });

  it("with a made-up token does nothing", async () => {
    const world = await paged(await open(), ["mail"]);
    await world.pass({ minutes: 5 });

    expect(await acknowledgeBy(world.engine, "made-up")).toEqual({
      kind: "unknown",
    });
  });
});

withDatabases("a person whom Slack does not wake", (open) => {
  it("is called at once, and the timeline says why", async () => {
    const world = await paged(await open(), ["voice", "sms"]);
    await world.slack({ kind: "sent", via: "slack" });

    await tellSilence(world.engine, 1, { kind: "away" });
    await tellSilence(world.engine, 1, { kind: "away" });
    await world.run();

    expect(world.sent()).toEqual(["voice INC-1"]);
    expect((await world.story()).slice(1)).toEqual([
      "muster: slack-silent, ann, away, next voice",
      "muster: page-sent, ann, via voice",
    ]);
  });

  it("without another way is told of on the timeline", async () => {
    const world = await paged(await open(), []);
    await world.slack({ kind: "sent", via: "slack" });

    await tellSilence(world.engine, 1, { kind: "away" });

    expect((await world.story()).slice(1)).toEqual(["muster: slack-silent, ann, away, next null"]);
  });
});
