import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import { acknowledgeBy, readToken } from "#engine/page/acknowledge-by.ts";
import { startTest } from "#engine/page/test-page.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { readTest } from "#store/page/test-pages.ts";
import { byPhone, called, NUMBER, said, tokenOf } from "#test/support/by-phone.ts";
import { withDatabases } from "#test/support/database.ts";

const ANN = { kind: "person", slackId: "U00000ANN", name: "Ann", person: "ann" } as const;

withDatabases("an answer from outside Slack", (open) => {
  it("comes by a key during the call, and only by that key", async () => {
    const world = await called(await open());
    expect(world.twilio.requests.map(({ kind }) => kind)).toEqual(["call"]);
    const token = tokenOf(world);

    expect(said(await world.press("7", token))).toMatch(/^That key means nothing\. Press 4/);
    expect(said(await world.press("*", token))).toMatch(
      /^Incident 1: High Latency is wrong\. Press 4/,
    );
    expect(await world.holder()).toBeNull();

    expect(said(await world.press("4", token))).toBe("You have INC-1 now. Goodbye.");
    expect(await world.holder()).toBe("Ann");
    expect(await world.story()).toContain("Ann: acknowledged, via phone");
    expect(said(await world.press("4", token))).toBe("You have INC-1 already. Goodbye.");
  });

  it("calls the next level by key 5", async () => {
    const world = await called(await open());

    const words = said(await world.press("5", tokenOf(world)));

    expect(words).toBe("INC-1 is escalated: the next level is paged. Goodbye.");
    expect(await world.story()).toContain("muster: paged, bob, escalated by hand");
  });

  it("acknowledges by link until the incident is over, and not for one that comes back", async () => {
    const world = await called(await open());
    const token = tokenOf(world);
    expect(await readToken(world.engine, token)).toMatchObject({
      kind: "taken",
      person: "Ann",
      incidents: [{ name: "INC-1", holder: null, isOver: false }],
    });

    const id = IncidentId.parse(1);
    await changeIncident(world.engine, id, () => ({ kind: "resolve", by: ANN, reason: "done" }));

    expect(await acknowledgeBy(world.engine, token)).toMatchObject({
      kind: "over",
      incidents: [{ name: "INC-1", isOver: true }],
    });
    expect(await acknowledgeBy(world.engine, "made-up")).toEqual({ kind: "unknown" });
  });

  it("is told where an incident goes on that was merged meanwhile", async () => {
    const world = await called(await open());
    const token = tokenOf(world);
    await world.alert("DiskFull");
    const ids = { from: IncidentId.parse(1), into: IncidentId.parse(2) };
    await mergeIncidents(world.engine, ids, ANN);

    expect(said(await world.press("4", token))).toBe(
      "INC-1 goes on as INC-2. Look in Slack. Goodbye.",
    );
  });

  it("is told who was quicker", async () => {
    const world = await called(await open());
    const bob = { kind: "person", slackId: "U00000BOB", name: "Bob", person: "bob" } as const;
    await changeIncident(world.engine, IncidentId.parse(1), () => ({
      kind: "acknowledge",
      by: bob,
    }));

    expect(said(await world.press("4", tokenOf(world)))).toBe("Bob has INC-1 already. Goodbye.");
    expect(said(await world.press("*", tokenOf(world)))).toContain("Bob has it.");
  });

  it("comes by one letter when one incident waits", async () => {
    const world = await called(await open());
    await world.pass({ minutes: 3 });
    expect(world.twilio.requests.map(({ kind }) => kind)).toEqual(["call", "message"]);

    expect(said(await world.write("what?"))).toBe(
      "INC-1 waits for you. Reply A to acknowledge it, E to escalate it.",
    );
    expect(said(await world.write(" a "))).toBe("You have INC-1 now.");
    expect(await world.story()).toContain("Ann: acknowledged, via text message");
    expect(said(await world.write("ok"))).toBe("You have INC-1 already.");
  });

  it("names the incident when several wait, or all of them", async () => {
    const world = await called(await open());
    await world.alert("TooManyErrors");
    await world.alert("DiskFull");
    await world.pass({ minutes: 3 });

    expect(said(await world.write("A"))).toMatch(
      /^INC-1, INC-2 and INC-3 wait for you\. Reply A 1 to acknowledge one, A ALL/,
    );
    expect(await world.holder()).toBeNull();
    expect(said(await world.write("ack INC-2"))).toBe("You have INC-2 now.");
    expect(said(await world.write("e"))).toMatch(/^INC-1 and INC-3 wait for you/);
    expect(said(await world.write("E 3"))).toBe("INC-3 is escalated: the next level is paged.");
    expect(said(await world.write("a all"))).toBe("You have INC-1 and INC-3 now.");
    expect(said(await world.write("a 9"))).toBe("You have INC-1, INC-2 and INC-3 already.");
  });

  it("is taken from nobody whose number is unknown, and they are not answered", async () => {
    const world = await called(await open());

    expect(said(await world.write("A", "+4915199999999"))).toBe("");
    expect(await world.holder()).toBeNull();
  });

  it("answers a test page", async () => {
    const database = await open();
    const world = await byPhone(database);
    const test = await startTest(world.engine, { person: "ann", slackId: "U00000ANN" });
    await world.pass({ seconds: 1 });

    expect(said(await world.write("A"))).toBe("Your answer arrived. That was only a test.");
    expect((await readTest(database.kysely, test ?? 0))?.confirmedVia).toBe("text message");
    expect(said(await world.write("A"))).toBe("Nothing waits for you here. Look in Slack.");
  });

  it("answers no test page that was sent long ago", async () => {
    const world = await byPhone(await open());
    await startTest(world.engine, { person: "ann", slackId: "U00000ANN" });
    await world.pass({ hours: 25 });

    expect(said(await world.write("A"))).toBe("Nothing waits for you here. Look in Slack.");
  });

  it.each([
    [{ CallStatus: "no-answer" }, "nobody took the call"],
    [{ CallStatus: "busy" }, "the line was busy"],
    [{ CallStatus: "failed" }, "the call could not be made"],
  ])("that does not come, because of %j, has the next way used at once", async (form, reason) => {
    const world = await called(await open());

    await world.report(tokenOf(world), form);
    await world.pass({ seconds: 1 });

    expect(world.twilio.requests.map(({ kind }) => kind)).toEqual(["call", "message"]);
    expect(await world.story()).toContain(
      `muster: way-failed, ann, via voice, ${reason}, next sms`,
    );
  });

  it("may still come after a call that a mailbox took", async () => {
    const world = await called(await open());

    await world.report(tokenOf(world), { CallStatus: "completed" });
    await world.pass({ seconds: 1 });

    expect(world.twilio.requests).toHaveLength(1);
    expect(await world.holder()).toBeNull();
    expect(said(await world.press("4", tokenOf(world)))).toBe("You have INC-1 now. Goodbye.");
  });

  it("leaves no number and no token on the timeline", async () => {
    const database = await open();
    const world = await called(database);
    await world.pass({ minutes: 3 });
    await world.report(tokenOf(world, 1), { MessageStatus: "undelivered", ErrorCode: "30003" });
    await world.press("4", tokenOf(world));

    const timeline = JSON.stringify(await readTimeline(database.kysely, IncidentId.parse(1)));

    expect(timeline).toContain("the phone is off or out of reach (30003)");
    expect(timeline).not.toContain(NUMBER.slice(4));
    expect(timeline).not.toContain(tokenOf(world));
  });
});
