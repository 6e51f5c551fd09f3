import type { DateTime } from "luxon";
import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import {
  dropServiceChanges,
  noteServiceChanges,
  type ToldChange,
} from "#engine/delivery/note-service-changes.ts";
import type { Engine } from "#engine/engine.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { readFacts } from "#engine/incident/read-facts.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { serviceChange } from "#test/support/service-changes.ts";

const FORM = { severity: "SEV3", title: "Payments fail", by: person("ann") } as const;

withDatabases("changes of services", (open) => {
  let database: TestDatabase;
  let engine: Engine;
  let now: DateTime;

  async function begin(): Promise<void> {
    database = await open();
    now = await database.clock.now();
    const service = { name: "Any", team: "checkout", policy: "checkout" };
    const settings = configuration({ services: { checkout: service, search: service } });
    engine = createEngine(database, { configuration: settings });
  }

  /** So many minutes ago. */
  function told(id: string, minutesAgo: number, more: Partial<ToldChange> = {}): ToldChange {
    const { services: _, ...rest } = serviceChange();
    const at = now.minus({ minutes: minutesAgo });
    const concerns = { kind: "services", services: ["checkout"] } as const;
    return { ...rest, id, at, endedAt: null, toldAt: at, concerns, ...more };
  }

  async function declare(service: string): Promise<number> {
    const form = `${service} ${Math.random()}`;
    return (await declareIncident(engine, { ...FORM, form, service })).id;
  }

  /** What the card of an incident tells. */
  async function shownFor(id: number): Promise<readonly string[]> {
    const incident = await readIncident(database.kysely, IncidentId.parse(id));
    if (incident === null) throw new Error(`There is no INC-${id}.`);
    const { changes } = await readFacts(engine, database.kysely, incident);
    return changes.map((change) => `${change.id} ${change.status}`);
  }

  async function announced(): Promise<readonly string[]> {
    const jobs = await database.kysely.deleteFrom("job").returning(["kind", "lane"]).execute();
    return jobs
      .filter(({ kind }) => kind === "announce")
      .map(({ lane }) => lane)
      .toSorted();
  }

  it("are those of the last hours before the start of impact, newest first", async () => {
    await begin();
    const ended = { endedAt: now.minus({ hours: 1 }) };
    const planned = { status: "planned", concerns: { kind: "labels", labels: {} } } as const;
    await noteServiceChanges(engine, [
      told("six hours", 359),
      told("longer", 361),
      told("long and slow", 500, ended),
      told("planned", 5, planned),
      told("routed", 4, { concerns: planned.concerns }),
      told("other service", 3, { concerns: { kind: "services", services: ["search"] } }),
      told("both", 2, { concerns: { kind: "services", services: ["search", "checkout"] } }),
      told("after the start", -5),
    ]);

    expect(await shownFor(await declare("checkout"))).toEqual([
      "both succeeded",
      "routed succeeded",
      "six hours succeeded",
      "long and slow succeeded",
    ]);
    expect(await shownFor(await declare("search"))).toEqual([
      "both succeeded",
      "other service succeeded",
    ]);
  });

  it("are one when they are told twice, and follow their status", async () => {
    await begin();
    const begun = told("deploy", 20, { status: "running" });
    const failed = told("deploy", 10, { status: "failed" });

    const results = [];
    for (const one of [begun, begun, failed, begun, failed]) {
      const [noted] = await noteServiceChanges(engine, [one]);
      results.push(noted?.result);
    }

    expect(results).toEqual(["new", "unchanged", "updated", "unchanged", "unchanged"]);
    expect(await shownFor(await declare("checkout"))).toEqual(["deploy failed"]);
    expect((await engine.metrics.render()).text).toContain(
      'muster_service_changes_total{source="json",result="unchanged"} 3',
    );
  });

  it("are one though two replicas hear of them at once, whoever comes first", async () => {
    await begin();
    const here = await declare("checkout");
    const replicas = [engine, createEngine(database)];
    const steps = [
      told("deploy", 20, { status: "running" }),
      told("deploy", 10, { status: "failed" }),
      told("flag", 5),
    ];

    const lists = [steps, steps.toReversed()];
    await Promise.all(
      replicas.flatMap((one) => lists.map((list) => noteServiceChanges(one, list))),
    );

    expect(await shownFor(here)).toEqual(["flag succeeded", "deploy failed"]);
  });

  it("of two sources are two, also when both call them the same", async () => {
    await begin();

    await noteServiceChanges(engine, [told("1", 2), told("1", 1, { source: "github" })]);

    expect(await shownFor(await declare("checkout"))).toEqual(["1 succeeded", "1 succeeded"]);
  });

  it("are shown by open incidents that began after them, when they come late", async () => {
    await begin();
    const here = await declare("checkout");
    await declare("search");
    await announced();

    await noteServiceChanges(engine, [told("too early", 400), told("after", -1)]);
    expect(await announced()).toEqual([]);

    await noteServiceChanges(engine, [told("late", 10), told("late too", 5)]);
    expect(await announced()).toEqual([`announce:${here}`]);
    expect(await shownFor(here)).toEqual(["late too succeeded", "late succeeded"]);

    await noteServiceChanges(engine, [told("late", 10)]);
    expect(await announced()).toEqual([]);

    const elsewhere = { kind: "services", services: ["search"] } as const;
    await noteServiceChanges(engine, [told("late", 9, { concerns: elsewhere })]);
    expect(await announced()).toEqual(["announce:1", "announce:2"]);
    expect(await shownFor(here)).toEqual(["late too succeeded"]);
  });

  it("that no service has, or that are a month old, are ignored with a reason", async () => {
    await begin();
    const name = { kind: "name", name: "acme/checkout", environment: "production" } as const;

    const noted = await noteServiceChanges(engine, [
      told("unknown", 5, { concerns: name }),
      told("old", 31 * 24 * 60),
      told("good", 5),
    ]);

    expect(noted).toEqual([
      {
        id: "unknown",
        result: "ignored",
        services: [],
        reason:
          "no service in muster.yaml has it: add acme/checkout (or acme/checkout@production) to changes.services",
      },
      { id: "old", result: "ignored", services: [], reason: "it is older than 30 days" },
      { id: "good", result: "new", services: ["checkout"] },
    ]);
  });

  it("are dropped after a month", async () => {
    await begin();
    await noteServiceChanges(engine, [told("old", 29 * 24 * 60), told("new", 5)]);

    await database.clock.advance(now.plus({ days: 2 }).diff(now));
    await dropServiceChanges(engine);

    const left = await database.kysely.selectFrom("service_change").select("id").execute();
    expect(left).toEqual([{ id: "new" }]);
  });
});
