import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { readFairness } from "#engine/duty/read-fairness.ts";
import { insertShifts } from "#store/duty/shifts.ts";
import { insertPages, endPage } from "#store/page/pages.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

const settings = configuration({
  schedules: {
    shop: {
      name: "Shop",
      team: "checkout",
      timezone: "UTC",
      layers: [
        { anchor: "2026-01-05T00:00", every: { n: 1, unit: "days" }, members: ["ann", "bob"] },
      ],
    },
  },
});

withDatabases("the figures of a month", (open) => {
  it("are of what was planned before there was a record, and of the record from then on", async () => {
    const database = await open();
    const engine = createEngine(database, { configuration: settings });
    await database.transaction((tx) =>
      insertShifts(tx, "shop", [
        { ...span("2026-02-11", "2026-02-28"), person: "eve", source: "override" },
        { start: at("2026-02-28T00:00"), end: null, person: "bob", source: "rota" },
      ]),
    );

    const { loads } = await readFairness(engine, ["shop"], "2026-02");

    // The 1st of February is 27 days after the anchor: Bob has the odd days.
    expect(loads.map(({ person, hours }) => [person, sum(hours) / 24])).toEqual([
      ["bob", 6],
      ["ann", 5],
      ["eve", 17],
    ]);
  });

  it("count the pages that rang, and who was woken", async () => {
    const database = await open();
    const engine = createEngine(database, { configuration: settings });
    await page(database, "ann", "2026-02-02T03:00", { state: "sent" });
    await page(database, "ann", "2026-02-02T12:00", { state: "sent" });
    await page(database, "ann", "2026-02-02T04:00", { state: "failed" });
    await page(database, "ann", "2026-02-02T05:00", { state: "sent", urgency: "low" });

    const { loads } = await readFairness(engine, ["shop"], "2026-02");

    expect(loads.map(({ person, pages, wakeUps }) => [person, pages, wakeUps])).toEqual([
      ["bob", 0, 0],
      ["ann", 2, 1],
    ]);
  });
});

withDatabases("the nights of somebody who lives elsewhere", (open) => {
  it("are counted by their own clock, and not by the schedule's", async () => {
    const people = {
      ann: { name: "Ann", slack: "U00000ANN", timezone: "Asia/Tokyo" },
      bob: { name: "Bob", slack: "U00000BOB" },
    };
    const database = await open();
    const engine = createEngine(database, {
      configuration: { ...settings, people: configuration({ people }).people },
    });
    await page(database, "ann", "2026-02-02T12:00", { state: "sent" });
    await page(database, "ann", "2026-02-02T16:00", { state: "sent" });

    const { loads } = await readFairness(engine, ["shop"], "2026-02");

    expect(loads.map(({ person, wakeUps }) => [person, wakeUps])).toContainEqual(["ann", 1]);
  });
});

function at(text: string): number {
  return DateTime.fromISO(text, { zone: "utc" }).toMillis();
}

function span(start: string, end: string): { readonly start: number; readonly end: number } {
  return { start: at(start), end: at(end) };
}

function sum(hours: Readonly<Record<string, number>>): number {
  return Object.values(hours).reduce((all, some) => all + some, 0);
}

async function page(
  database: TestDatabase,
  person: string,
  time: string,
  { state, urgency = "high" }: { state: "sent" | "failed"; urgency?: "high" | "low" },
): Promise<void> {
  const moment = DateTime.fromISO(time, { zone: "utc" });
  const outline = { key: time, service: "checkout", status: "resolved", severity: "SEV2" };
  await database.transaction(async (tx) => {
    const { id } = await tx
      .insertInto("incident")
      .values({ ...outline, opened_at: moment, resolved_at: moment, state: "{}" })
      .returning("id")
      .executeTakeFirstOrThrow();
    const incident = IncidentId.parse(id);
    const target = { kind: "person", person } as const;
    const call = { incident, step: 1, target, reason: "it fired", urgency, kind: "call" } as const;
    const [made] = await insertPages(tx, [{ ...call, at: moment }]);
    await endPage(tx, made?.id ?? 0, state, null);
  });
}
