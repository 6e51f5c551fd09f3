import { expect, it } from "vitest";
import type { Actor } from "#domain/actor.ts";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import { insertIncidents, saveIncidents } from "#store/incident/incidents.ts";
import {
  countIncidents,
  type IncidentFilter,
  listIncidents,
  type Place,
} from "#store/incident/list-incidents.ts";
import { at, incident, person, resolve } from "#test/support/build.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";

const OPEN: IncidentFilter = {
  scope: { kind: "open" },
  mine: null,
  services: null,
  severity: null,
  drills: false,
};
const ALL: IncidentFilter = { ...OPEN, scope: { kind: "all" } };
const RECENT: IncidentFilter = { ...OPEN, scope: { kind: "recent", since: at("12:00") } };

withDatabases("a list of incidents", (open) => {
  it("goes through hundreds and back, each of them once", async () => {
    const database = await open();
    await have(
      database,
      Array.from({ length: 210 }, (_, index) => one(index + 1)),
    );

    for (const filter of [OPEN, ALL]) {
      const there = await walk(database, filter, "after");
      const back = await walk(database, filter, "before", there.lastPlace);
      const seen = there.pages.flat();

      expect(new Set(seen).size).toBe(await countIncidents(database.kysely, filter));
      expect(back.pages.flat()).toEqual(
        seen.slice(0, -(there.pages.at(-1)?.length ?? 0)).toReversed(),
      );
    }
  });

  it("has the worst of the open ones first, the older one of equals", async () => {
    const database = await open();
    await have(database, [
      one(1, { severity: "SEV3" }),
      one(2),
      one(3, { severity: "SEV1" }),
      one(4),
    ]);

    expect(await numbers(database, OPEN)).toEqual([3, 2, 4, 1]);
  });

  it("stays where it was when incidents come, change and end", async () => {
    const database = await open();
    await have(
      database,
      [1, 2, 3, 4].map((number) => one(number)),
    );
    const first = await listIncidents(database.kysely, OPEN, { place: null, limit: 2 });
    await have(database, [one(5, { severity: "SEV1" })]);
    await change(database, [ended(2, "12:30")]);

    const place = first.after === null ? null : ({ side: "after", cursor: first.after } as const);
    const next = await listIncidents(database.kysely, OPEN, { place, limit: 2 });

    expect(first.incidents.map(({ id }) => id)).toEqual([1, 2]);
    expect(next.incidents.map(({ id }) => id)).toEqual([3, 4]);
    expect(next).toMatchObject({ after: null, before: { incident: 3 } });
  });

  it("has those that ended lately, the last one first", async () => {
    const database = await open();
    await have(
      database,
      [1, 2, 3, 4].map((number) => one(number)),
    );
    await change(database, [ended(1, "12:20"), ended(2, "11:59"), ended(4, "12:10")]);

    expect(await numbers(database, RECENT)).toEqual([1, 4]);
    expect(await numbers(database, ALL)).toEqual([4, 3, 2, 1]);
  });

  it("chooses by service and severity", async () => {
    const database = await open();
    await have(database, [one(1), one(2, { service: "cart" }), one(3, { severity: "SEV1" })]);

    expect(await numbers(database, { ...OPEN, services: ["cart", "none"] })).toEqual([2]);
    expect(await numbers(database, { ...OPEN, services: ["cart"], severity: "SEV1" })).toEqual([]);
    expect(await numbers(database, { ...OPEN, severity: "SEV1" })).toEqual([3]);
  });

  it("knows whose they are: who has it or is to get it, who has a role, whose service it is", async () => {
    const database = await open();
    const bob = { kind: "person", slackId: "U0BOB", name: "Bob", person: null } as const;
    await have(database, [
      one(1, { acknowledgedBy: person("ana") }),
      one(2, { roles: { scribe: bob } }),
      one(3, { service: "cart" }),
      one(4),
      one(5, { offers: { open: offerTo(bob), keys: [] } }),
    ]);
    expect(await numbers(database, mine(["ana", "U0NEW"]))).toEqual([1]);
    expect(await numbers(database, mine(["bob", "U0BOB"]))).toEqual([2, 5]);
    expect(await numbers(database, mine(["ana"], ["cart"]))).toEqual([1, 3]);
    expect(await numbers(database, mine([]))).toEqual([]);
  });

  it("leaves drills out, or has nothing else", async () => {
    const database = await open();
    const drill = one(2);
    await have(database, [one(1), { ...drill, life: { ...drill.life, isDrill: true } }]);

    expect(await numbers(database, ALL)).toEqual([1]);
    expect(await numbers(database, { ...ALL, drills: true })).toEqual([2]);
  });

  it("names one that cannot be read, and goes on behind it", async () => {
    const database = await open();
    await have(database, [one(1), one(2), one(3)]);
    await database.kysely
      .updateTable("incident")
      .set({ state: JSON.stringify({ title: "From the future" }) })
      .where("id", "=", 2)
      .execute();

    const page = await listIncidents(database.kysely, OPEN, { place: null, limit: 2 });

    expect(page).toMatchObject({
      incidents: [{ id: 1 }],
      unreadable: [{ id: 2, title: "From the future" }],
      after: { incident: 2 },
    });
  });
});

function offerTo(to: Actor): Incident["offers"]["open"] {
  const [brief, times] = ["The cache is cold.", { at: at("11:00"), until: at("11:30") }];
  return { key: "offer", from: person("zoe"), to, brief, remindedAt: null, ...times };
}

function mine(people: readonly string[], services: readonly string[] = []): IncidentFilter {
  return { ...OPEN, mine: { people, services } };
}

function one(number: number, more: Partial<Incident> = {}): Incident {
  const severity = number % 7 === 0 ? "SEV1" : "SEV2";
  return { ...incident(), id: IncidentId.parse(number), key: `key ${number}`, severity, ...more };
}

function ended(number: number, time: string): Incident {
  const over = incident({}, [time, resolve()]);
  return { ...over, id: IncidentId.parse(number), key: `key ${number}` };
}

async function have(database: TestDatabase, incidents: readonly Incident[]): Promise<void> {
  await database.transaction((tx) => insertIncidents(tx, incidents));
}

async function change(database: TestDatabase, incidents: readonly Incident[]): Promise<void> {
  await database.transaction((tx) => saveIncidents(tx, incidents));
}

async function numbers(database: TestDatabase, filter: IncidentFilter): Promise<readonly number[]> {
  const { incidents } = await listIncidents(database.kysely, filter, { place: null, limit: 50 });
  return incidents.map(({ id }) => id);
}

type Walk = { readonly pages: readonly (readonly number[])[]; readonly lastPlace: Place | null };

/** Page by page to the end, as somebody who presses one button again and again; backwards each page is turned round. */
async function walk(
  database: TestDatabase,
  filter: IncidentFilter,
  side: Place["side"],
  from: Place | null = null,
): Promise<Walk> {
  const pages: (readonly number[])[] = [];
  let place = from;
  let lastPlace = from;
  do {
    const page = await listIncidents(database.kysely, filter, { place, limit: 20 });
    const ids = page.incidents.map(({ id }) => id);
    pages.push(side === "after" ? ids : ids.toReversed());
    const cursor = page[side];
    lastPlace = page.before === null ? null : { side: "before", cursor: page.before };
    place = cursor === null ? null : { side, cursor };
  } while (place !== null);
  return { pages, lastPlace };
}
