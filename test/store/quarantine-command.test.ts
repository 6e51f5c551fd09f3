import { tmpdir } from "node:os";
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { quarantineDelivery } from "#store/alert/deliveries.ts";
import { findDelivery } from "#store/alert/quarantine.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type Outcome, runMuster } from "#test/support/cli.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

const READABLE = alertsFromTest({ alertname: "Disk", fingerprint: "disk" });
const HOSTILE = Buffer.from("{\u001B[2J\u202E\n");

withPostgres("muster quarantine and muster replay", (open) => {
  it("list what is in quarantine, print it harmlessly, and hand it in again", async () => {
    const database = await open();
    const [hostile, readable] = await fill(database);

    const list = await run(database, "quarantine");
    const json = await run(database, "quarantine", "--json");
    const one = await run(database, "quarantine", String(hostile));
    const raw = await run(database, "quarantine", String(hostile), "--raw");

    expect(list.code).toBe(1);
    expect(list.out).toMatch(
      new RegExp(
        `^In quarantine: 2 of prod\n  ${readable}, prod, .* UTC, ${READABLE.length} bytes, in quarantine: a bug\n  ${hostile}, prod, .* in quarantine: no JSON\n`,
      ),
    );
    expect(JSON.parse(json.out)).toMatchObject([
      { id: readable, reason: "a bug" },
      { id: hostile },
    ]);
    expect(one).toMatchObject({ code: 0, out: expect.stringContaining("{\\u001b[2J\\u202e\n") });
    expect(raw.out).toBe(HOSTILE.toString());
  });

  it("leave in quarantine what still cannot be read, and say why", async () => {
    const database = await open();
    const [hostile, readable] = await fill(database);

    const { code, out, err } = await run(database, "replay", `${hostile}`, `${readable}`);

    expect(code).toBe(1);
    expect(err).toContain(`Delivery ${hostile} stays where it is`);
    expect(err).toContain("the body is not JSON");
    expect(out).toContain(`Delivery ${readable} is handed in again. A Muster that runs takes it`);
    expect(await findDelivery(database.kysely, hostile)).toMatchObject({ reason: "no JSON" });
    expect(await findDelivery(database.kysely, readable)).toMatchObject({
      reason: null,
      processedAt: null,
    });
  });

  it("need not do anything for what waits, nor for what was worked off unless asked", async () => {
    const database = await open();
    await storeDelivery(database, { source: "prod", body: READABLE });
    const [id] = await ids(database);

    const waits = await run(database, "replay", `#${id}`);
    await database.kysely.updateTable("delivery").set({ processed_at: DateTime.utc() }).execute();
    const done = await run(database, "replay", `${id}`);
    const again = await run(database, "replay", `${id}`, "--again", "--by", "Ann\u0007 A");

    expect(waits).toMatchObject({ code: 0, out: expect.stringContaining("waits already") });
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining("--again") });
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("is handed in again") });
    expect(await findDelivery(database.kysely, id ?? 0)).toMatchObject({ replayedBy: "Ann A" });
  });

  it("tell wrong usage from what is not there", async () => {
    const database = await open();

    expect(await run(database, "quarantine")).toMatchObject({
      code: 0,
      out: "Nothing is in quarantine.\n",
    });
    expect((await run(database, "quarantine", "999999")).code).toBe(1);
    expect((await run(database, "replay", "999999")).err).toContain("There is no delivery 999999");
    expect((await run(database, "replay", "INC-1")).code).toBe(2);
    expect((await run(database, "replay")).code).toBe(2);
  });
});

async function run(database: TestDatabase, ...args: readonly string[]): Promise<Outcome> {
  return await runMuster(tmpdir(), args, { DATABASE_URL: database.url ?? "" });
}

/** The one that is no JSON, and the one that can be read. */
async function fill(database: TestDatabase): Promise<readonly [number, number]> {
  await quarantineDelivery(database, { source: "prod", body: HOSTILE, reason: "no JSON" });
  await quarantineDelivery(database, { source: "prod", body: READABLE, reason: "a bug" });
  const [hostile = 0, readable = 0] = await ids(database);
  return [hostile, readable];
}

async function ids(database: TestDatabase): Promise<readonly number[]> {
  const rows = await database.kysely.selectFrom("delivery").select("id").orderBy("id").execute();
  return rows.map(({ id }) => id);
}
