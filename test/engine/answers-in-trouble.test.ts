import { sql } from "kysely";
import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { acknowledgeBy, readToken } from "#engine/page/acknowledge-by.ts";
import { waitingFor } from "#engine/page/waiting-for.ts";
import { person } from "#test/support/build.ts";
import { byPhone, called, NUMBER, said, tokenOf } from "#test/support/by-phone.ts";
import { withDatabases } from "#test/support/database.ts";
import { configuration } from "#test/support/engine.ts";
import { TWILIO } from "#test/support/fake-twilio.ts";
import { giveAddresses } from "#test/support/reach.ts";
import { twilioDoor } from "#ways/twilio-door.ts";

const BOB = { name: "Bob", slack: "U00000BOB" };

/** The same Muster after ann was taken out of muster.yaml. */
function withoutAnn(engine: Engine): Engine {
  const settings = configuration({ people: { bob: BOB } });
  return { ...engine, configuration: () => settings };
}

function withoutDatabase(engine: Engine): Engine {
  const database = {
    ...engine.database,
    get kysely(): never {
      throw new Error("the database is away");
    },
  };
  return { ...engine, database };
}

withDatabases("an answer from outside Slack in trouble", (open) => {
  it("takes the others when one incident cannot be read", async () => {
    const database = await open();
    const world = await byPhone(database);
    for (const name of ["HighLatency", "DiskFull", "TooManyErrors"]) await world.alert(name);
    await world.pass({ minutes: 4 });
    await sql`update incident set state = '{"title": "?"}' where id = 2`.execute(database.kysely);

    expect(said(await world.write("?"))).toMatch(/^INC-1, INC-2 and INC-3 wait for you\./);
    expect(said(await world.press("4", tokenOf(world)))).toBe(
      "You have INC-1 and INC-3 now. INC-2 could not be taken. Look in Slack. Goodbye.",
    );
  });

  it("names a few of many, so that it can be heard and sent", async () => {
    const world = await byPhone(await open());
    for (let number = 0; number < 8; number += 1) await world.alert(`Broken${number}`);
    await world.pass({ minutes: 4 });
    const few = "INC-1, INC-2, INC-3, INC-4, INC-5 and 3 more";

    expect(said(await world.press("*", tokenOf(world)))).toContain("Broken2 is wrong. And 5 more.");
    expect(said(await world.write("A"))).toMatch(new RegExp(`^${few} wait for you\\.`));
    expect(said(await world.write("A ALL"))).toBe(`You have ${few} now.`);
  });

  it("is worth nothing from somebody whom muster.yaml does not know any more", async () => {
    const world = await called(await open());
    const engine = withoutAnn(world.engine);

    expect(await acknowledgeBy(engine, tokenOf(world))).toEqual({ kind: "unknown" });
    expect(await waitingFor(engine, { way: "sms", alike: [], address: NUMBER })).toBeNull();
    expect(await world.holder()).toBeNull();
  });

  it("counts for whoever has the number now, and for nobody of two who share it", async () => {
    const database = await open();
    const world = await called(database);
    await giveAddresses(database, "zoe-who-has-left", { sms: NUMBER });

    expect(said(await world.write("A"))).toBe("You have INC-1 now.");
    await giveAddresses(database, "bob", { sms: NUMBER });
    expect(said(await world.write("E"))).toBe("");
  });

  it("by a machine is answered a few times, and not at all when nothing waits", async () => {
    const database = await open();
    const world = await byPhone(database);
    expect(said(await world.write("I am driving."))).toBe("");
    await world.alert("HighLatency");
    await world.pass({ minutes: 1 });

    const answers = [];
    for (let time = 0; time < 4; time += 1) answers.push(said(await world.write("I am driving.")));
    expect(answers.map((words) => words !== "")).toEqual([true, true, true, false]);
    expect(said(await world.write("A"))).toBe("You have INC-1 now.");
    await world.pass({ minutes: 11 });
    expect(said(await world.write("I am driving."))).not.toBe("");
  });

  it("is asked for again when the database is away", async () => {
    const { engine } = await called(await open());
    const door = twilioDoor(withoutDatabase(engine), () => ({
      configuration: engine.configuration(),
      secret: () => TWILIO.token,
    }));
    const callback = { target: "/x", query: new URLSearchParams(), form: { Digits: "4" } };

    expect(said(await door.answerKey(callback))).toMatch(/may not have worked\. Press 4/);
    expect(said(await door.answerText(callback))).toMatch(/may not have worked\. Write again/);
  });

  it("is still asked of whoever must answer besides the one who has it", async () => {
    const notify = [{ person: "ann" }, { person: "bob" }];
    const policies = { checkout: { levels: [{ notify, ack: "all" }] } };
    const world = await byPhone(await open(), { policies });
    await world.alert("HighLatency");
    await world.pass({ minutes: 1 });
    const id = IncidentId.parse(1);
    await changeIncident(world.engine, id, () => ({ kind: "acknowledge", by: person("bob") }));

    expect(await readToken(world.engine, tokenOf(world))).toMatchObject({
      incidents: [{ holder: "bob", waits: true }],
    });
    expect(said(await world.press("4", tokenOf(world)))).toBe(
      "You have acknowledged INC-1 too. Goodbye.",
    );
  });
});
