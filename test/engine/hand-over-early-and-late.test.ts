import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { Actor } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { followDuty } from "#engine/duty/hand-off.ts";
import {
  acceptHandOver,
  beginHandOver,
  confirmShift,
  sendHandOver,
  writeHandOver,
} from "#engine/duty/hand-over.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { sendNotices } from "#slack/outgoing/send-notices.ts";
import { readHandOver } from "#store/duty/hand-overs.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases } from "#test/support/database.ts";
import { deliver } from "#test/support/engine.ts";
import { refusingSlack } from "#test/support/refusing-slack.ts";
import { advance, clock, made, paged, startWithRota } from "#test/support/rota-changes.ts";

const INCIDENT = IncidentId.parse(1);
const [ANN, BOB] = [actor("ann"), actor("bob")];

/** Ann's turn of a day has been running for an hour at least, and for less than two. */
withDatabases("a hand-over that is sent early", (open) => {
  it("is not drafted again, and sent once", async () => {
    const engine = await startWithRota(await open());
    await follow(engine, { hours: 21 });
    const id = await begin(engine);
    await sendHandOver(engine, id, ANN);
    await sendHandOver(engine, id, ANN);
    expect(await begin(engine)).toBe(id);
    for (let half = 0; half < 5; half += 1) await follow(engine, { minutes: 30 });

    expect(await told(engine, "draft")).toEqual(["person/ann"]);
    expect(await told(engine, "brief")).toEqual(["person/bob"]);
  });

  it("waits for its answer until the shift begins", async () => {
    const engine = await startWithRota(await open());
    await sendHandOver(engine, await begin(engine), ANN);
    await follow(engine, { hours: 1 });
    expect(await told(engine, "asked-again")).toEqual([]);
    expect(await told(engine, "no-answer")).toEqual([]);

    await follow(engine, { hours: 22 });
    for (let quarter = 0; quarter < 8; quarter += 1) await follow(engine, { minutes: 15 });
    expect(await told(engine, "asked-again")).toEqual(["person/bob"]);
    expect(await told(engine, "no-answer")).toEqual(["person/ann"]);
  });

  it("goes to whoever comes by now, at the moment at which they come", async () => {
    const engine = await startWithRota(await open());
    const id = await begin(engine);
    await made(engine, { person: "eve", hours: [10, 30] });
    await sendHandOver(engine, id, ANN);

    expect(await readHandOver(engine.database.kysely, id)).toMatchObject({ receiver: "eve" });
    expect(await told(engine, "brief")).toEqual(["person/eve"]);
  });
});

withDatabases("a hand-over that came to nothing", (open) => {
  it("is drafted anew for the moment at which the shift really ends", async () => {
    const engine = await startWithRota(await open());
    await begin(engine);
    expect(await told(engine, "draft")).toEqual(["person/ann"]);

    await made(engine, { person: "ann", hours: [20, 30] });
    await follow(engine, { hours: 29, minutes: 45 });
    expect(await told(engine, "draft")).toEqual(["person/ann", "person/ann"]);
  });

  it("can be answered no more once the schedule has changed hands again", async () => {
    const engine = await startWithRota(await open());
    await follow(engine, { hours: 24 });
    await follow(engine, { hours: 24 });
    await acknowledged(engine);

    expect((await acceptHandOver(engine, 1, BOB)).kind).toBe("gone");
    expect((await confirmShift(engine, 1, BOB)).kind).toBe("gone");
    expect((await readIncident(engine.database.kysely, INCIDENT))?.acknowledgedBy).toEqual(ANN);
    expect((await confirmShift(engine, 2, ANN)).kind).toBe("done");
  });

  it("is told to nobody whom Slack could not reach before", async () => {
    const engine = await startWithRota(await open());
    await follow(engine, { hours: 24 });
    expect(await reached(engine)).toEqual(new Set(["ann", "bob"]));
    await follow(engine, { hours: 24 });
    await follow(engine, { hours: 24 });

    const last = await told(engine, "began");
    expect(last).toEqual(["person/bob", "person/ann", "person/bob"]);
    expect(await reached(engine, 2)).toEqual(new Set());
    expect(await reached(engine, 3)).toEqual(new Set(["ann", "bob"]));
  });
});

withDatabases("a hand-over with nobody on call in between", (open) => {
  it("goes from the last one to the next, with the note and what is still held", async () => {
    const engine = await startWithRota(await open(), { members: ["ann", null, "bob"] });
    await acknowledged(engine);
    const id = await begin(engine);
    await writeHandOver(engine, { id, note: "Mind the disk." }, ANN);
    await follow(engine, { hours: 24 });
    expect(await told(engine, "brief")).toEqual([]);
    await follow(engine, { hours: 24 });

    expect(await told(engine, "brief")).toEqual(["person/bob"]);
    expect(await told(engine, "ended")).toEqual(["person/ann"]);
    expect(await readHandOver(engine.database.kysely, id)).toMatchObject({
      giver: "ann",
      receiver: "bob",
      note: "Mind the disk.",
    });
    expect(await acceptHandOver(engine, id, BOB)).toMatchObject({ taken: [INCIDENT] });
  });

  it("stays what it was when it was sent before", async () => {
    const engine = await startWithRota(await open(), { members: ["ann", null, "bob"] });
    const id = await begin(engine);
    await sendHandOver(engine, id, ANN);
    await follow(engine, { hours: 24 });
    await follow(engine, { hours: 24 });

    expect(await told(engine, "brief")).toEqual(["person/bob"]);
    expect((await acceptHandOver(engine, id, BOB)).kind).toBe("done");
  });

  it("is none to oneself", async () => {
    const engine = await startWithRota(await open(), { members: ["ann", null] });
    await follow(engine, { hours: 24 });
    await follow(engine, { hours: 24 });

    expect(await told(engine, "began")).toEqual(["person/ann"]);
    expect(await told(engine, "brief")).toEqual([]);
  });
});

withDatabases("a page that nobody has acknowledged", (open) => {
  it("goes to whoever comes, whatever becomes of the notices", async () => {
    const engine = await startWithRota(await open());
    await deliver(engine, "prod", alertsFromTest({ alertname: "DiskFull", fingerprint: "a" }));
    await advance(engine, { hours: 24 });
    await engine.database.kysely.schema.alterTable("notice").renameTo("gone").execute();

    await expect(followDuty(engine)).rejects.toThrow("notice");
    expect(await paged(engine)).toEqual(["ann", "bob"]);
  });
});

withDatabases("a change that somebody makes", (open) => {
  it("keeps the channel quiet only where it changes hands", async () => {
    const engine = await startWithRota(await open());
    const ends = (await beginHandOver(engine, "rota", "ann"))?.at.toMillis() ?? 0;
    await advance(engine, { milliseconds: ends - (await clock(engine)) - 30_000 });
    await made(engine, { person: "eve", hours: [40, 41] });
    await follow(engine, { minutes: 1 });

    expect(await told(engine, "changed")).toEqual(["channel/team-checkout"]);
    expect(await told(engine, "ended")).toEqual(["person/ann"]);
  });

  it("shows that Slack reaches whoever makes it for themselves", async () => {
    const engine = await startWithRota(await open());
    await made(engine, { person: "bob", hours: [0, 2], by: BOB });
    await made(engine, { person: "ann", hours: [0, 1], by: BOB });

    const { kysely } = engine.database;
    expect((await readHandOver(kysely, 1))?.confirmedAt).not.toBeNull();
    expect((await readHandOver(kysely, 2))?.confirmedAt).toBeNull();
  });
});

/** Ann has the incident. */
async function acknowledged(engine: Engine): Promise<void> {
  await deliver(engine, "prod", alertsFromTest({ alertname: "DiskFull", fingerprint: "a" }));
  await changeIncident(engine, INCIDENT, () => ({ kind: "acknowledge", by: ANN }));
}

async function begin(engine: Engine): Promise<number> {
  return (await beginHandOver(engine, "rota", "ann"))?.id ?? 0;
}

async function follow(engine: Engine, duration: object): Promise<void> {
  await advance(engine, duration);
  await followDuty(engine);
}

/** Where notices of that kind went, in the order of their being noted. */
async function told({ database }: Engine, kind: string): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom("notice")
    .select(["place", "key"])
    .orderBy("id")
    .execute();
  return rows.filter(({ key }) => key.startsWith(`${kind}/`)).map(({ place }) => place);
}

/** Who is addressed when the notices of that hand-over are sent. */
async function reached(engine: Engine, handOver = 1): Promise<ReadonlySet<string>> {
  const { kysely } = engine.database;
  const people: string[] = [];
  const out = refusingSlack(engine, people);
  const rows = await kysely.selectFrom("notice").select(["id", "about"]).execute();
  for (const { id, about } of rows) {
    if (!("handOver" in about) || about.handOver !== handOver) continue;
    const job = { id: 1, kind: "notice", payload: { notice: id }, attempts: 1 };
    const at = DateTime.utc();
    await sendNotices(out, [{ ...job, createdAt: at, runAt: at }], { now: at });
  }
  return new Set(people);
}

function actor(person: string): Actor {
  return { kind: "person", slackId: `U${person}`, name: person, person };
}
