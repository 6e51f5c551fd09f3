import { beforeEach, expect, it } from "vitest";
import { IncidentId, type IncidentEvent } from "#domain/incident/incident.ts";
import { LEAD } from "#domain/response/role.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { noteNews, unsentNews } from "#store/slack/incident-news.ts";
import { noteAttempt, notePosted } from "#store/slack/slack-messages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

const incident = IncidentId.parse(1);
const KINDS: readonly IncidentEvent["kind"][] = ["acknowledged", "role-given", "resolved"];
const SIEVE = { kinds: KINDS, isNews };
const [ann, bob] = [person("ann"), person("bob")];

withDatabases("what an incident's channel is told", (open) => {
  let database: TestDatabase;
  let engine: Engine;

  beforeEach(async () => {
    database = await open();
    engine = createEngine(database);
    await deliver(engine, "prod", alertsFromTest({ alertname: "A", fingerprint: "A" }));
    await note();
  });

  it("is nothing that was there before, and each change once", async () => {
    expect(await waiting()).toEqual([]);
    await acknowledge();
    await note();
    await note();

    expect(await waiting()).toEqual([["acknowledged"]]);
    await send();
    await note();
    expect(await waiting()).toEqual([]);
  });

  it("comes together as long as nobody has tried to send it", async () => {
    await acknowledge();
    await note();
    await lead();
    await note();

    expect(await waiting()).toEqual([["acknowledged", "role-given"]]);
  });

  it("stays as it is once it may have been sent: what comes after is told after it", async () => {
    await acknowledge();
    await note();
    for (const { message } of await unsentNews(database.kysely, incident, SIEVE)) {
      await noteAttempt(database, message, "C1");
    }
    await lead();
    await note();

    expect(await waiting()).toEqual([["acknowledged"], ["role-given"]]);
  });

  it("leaves out what is no news, also within what it tells", async () => {
    await acknowledge();
    await changeIncident(engine, incident, () => {
      return { kind: "give-role", by: ann, to: bob, role: "scribe" };
    });
    await lead();
    await note();

    expect(await waiting()).toEqual([["acknowledged", "role-given"]]);
  });

  async function acknowledge(): Promise<void> {
    await changeIncident(engine, incident, () => ({ kind: "acknowledge", by: ann }));
  }

  async function lead(): Promise<void> {
    await changeIncident(engine, incident, () => {
      return { kind: "give-role", by: ann, to: bob, role: LEAD };
    });
  }

  async function note(): Promise<void> {
    await database.transaction((tx) => noteNews(tx, { incident, place: "C1" }, SIEVE));
  }

  async function waiting(): Promise<readonly (readonly string[])[]> {
    const news = await unsentNews(database.kysely, incident, SIEVE);
    return news.map(({ entries }) => entries.map(({ event }) => event.kind));
  }

  async function send(): Promise<void> {
    const posted = { channel: "C1", ts: "1.1", shown: "x" };
    for (const { message } of await unsentNews(database.kysely, incident, SIEVE)) {
      await notePosted(database.kysely, message.id, posted);
    }
  }
});

function isNews(event: IncidentEvent): boolean {
  return event.kind !== "role-given" || event.role === LEAD;
}
