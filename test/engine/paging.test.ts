import { Duration } from "luxon";
import { expect, it } from "vitest";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { reconsiderPages } from "#engine/incident/re-page.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { lockPageTurns } from "#store/page/page-turns.ts";
import { pagesOfIncident } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, type TestDatabase } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { pass } from "#test/support/timers.ts";

const ANN = { kind: "person", slackId: "U00000ANN", name: "Ann", person: "ann" } as const;

/** A policy whose first level is like this, and whose second level is Eve. */
function rules(first: object, more: object = {}): Configuration {
  const levels = [first, { notify: [{ person: "eve" }] }];
  return configuration({ policies: { checkout: { levels, repeat: { times: 0 }, ...more } } });
}

const both = { notify: [{ person: "ann" }, { person: "bob" }] };

withDatabases("a level that pages one person at a time", (open) => {
  it("pages somebody else for the next incident, also after a restart", async () => {
    const database = await open();
    const settings = rules({ ...both, strategy: "round_robin" });

    const first = await begin(database, settings);
    const second = await begin(database, settings);
    const third = await begin(database, settings);

    expect(await Promise.all([first, second, third].map(peopleOf))).toEqual([
      ["ann"],
      ["bob"],
      ["ann"],
    ]);
  });

  it("takes turns within one delivery that opens several incidents", async () => {
    const database = await open();
    const engine = createEngine(database, {
      configuration: rules({ ...both, strategy: "round_robin" }),
    });
    const names = ["A", "B", "C"].map((alertname) => ({ alertname, fingerprint: alertname }));

    await deliver(engine, "prod", alertsFromTest(...names));

    const pages = await database.kysely.selectFrom("page").select("target").orderBy("id").execute();
    expect(pages.map(({ target }) => JSON.stringify(target)).toSorted()).toMatchObject([
      expect.stringContaining("ann"),
      expect.stringContaining("ann"),
      expect.stringContaining("bob"),
    ]);
  });

  it("pages the same person again within one page", async () => {
    const database = await open();
    const retry = { every: "PT1M", times: 2 };
    const begun = await begin(database, rules({ ...both, strategy: "round_robin", retry }));

    await pass(begun.engine, database, Duration.fromObject({ minutes: 1 }));

    expect(await peopleOf(begun)).toEqual(["ann", "ann"]);
  });
});

withDatabases("a page", (open) => {
  it("says how urgent it is, and whether it asks or calls", async () => {
    const database = await open();
    const begun = await begin(database, rules({ ...both, urgency: "low" }), "SEV1");
    await changeIncident(begun.engine, begun.incident.id, () => ({ kind: "acknowledge", by: ANN }));
    await pass(begun.engine, database, Duration.fromObject({ minutes: 25 }));

    const pages = await pagesOfIncident(database.kysely, begun.incident.id);
    expect(pages.map(({ kind, urgency }) => [kind, urgency])).toEqual([
      ["call", "low"],
      ["call", "low"],
      ["ask", "low"],
    ]);
  });

  it.each([
    ["SEV2", "high"],
    ["SEV3", "low"],
  ] as const)("of %s is of %s urgency", async (severity, urgency) => {
    const begun = await begin(await open(), rules(both), severity);

    const [page] = await pagesOfIncident(begun.database.kysely, begun.incident.id);
    expect(page?.urgency).toBe(urgency);
  });

  it("follows the policy as it was when the paging began", async () => {
    const database = await open();
    const begun = await begin(database, rules(both));
    const edited = createEngine(database, {
      configuration: configuration({ policies: { checkout: { levels: [both, both] } } }),
    });

    await pass(edited, database, Duration.fromObject({ minutes: 5 }));

    expect(await peopleOf(begun)).toEqual(["ann", "bob", "eve"]);
  });
});

withDatabases("a new shift", (open) => {
  it("is paged at once, however often it is looked, and gets the level's whole time once", async () => {
    const database = await open();
    const settings = await hourly(database);
    const begun = await begin(database, settings);
    await database.clock.advance(Duration.fromObject({ minutes: 10 }));

    await reconsiderPages(begun.engine);
    await reconsiderPages(begun.engine);

    expect(await peopleOf(begun)).toEqual(["ann", "bob"]);
    const { paging } = await current(begun);
    const left = paging.nextAt?.diff(await database.clock.now()).as("minutes");
    expect(left).toBeCloseTo(20, 0);
  });

  it("is not paged for what somebody has", async () => {
    const database = await open();
    const settings = await hourly(database);
    const begun = await begin(database, settings);
    await changeIncident(begun.engine, begun.incident.id, () => ({ kind: "acknowledge", by: ANN }));
    await database.clock.advance(Duration.fromObject({ minutes: 10 }));

    await reconsiderPages(begun.engine);

    expect(await peopleOf(begun)).toEqual(["ann"]);
  });

  it("is paged for the others when one incident fails", async () => {
    const database = await open();
    const settings = await hourly(database);
    const two = [await begin(database, settings), await begin(database, settings)] as const;
    await database.clock.advance(Duration.fromObject({ minutes: 10 }));
    const failing = once(() => {
      throw new Error("a bug");
    });

    await reconsiderPages({ ...two[0].engine, ways: () => failing() ?? [] });

    const people = await Promise.all(two.map(peopleOf));
    expect(people.flat().toSorted()).toEqual(["ann", "ann", "bob"]);
  });

  it("ends the wait of a level that had nobody", async () => {
    const database = await open();
    const settings = await hourly(database, [null, "bob"], { ifEmpty: "wait" });
    const begun = await begin(database, settings);
    expect(await peopleOf(begun)).toEqual([]);
    await database.clock.advance(Duration.fromObject({ minutes: 10 }));

    await reconsiderPages(begun.engine);

    expect(await peopleOf(begun)).toEqual(["bob"]);
  });
});

withDatabases("a newcomer at a level that pages one person at a time", (open) => {
  it("has had their turn", async () => {
    const database = await open();
    const level = { ifEmpty: "wait", strategy: "round_robin" };
    const begun = await begin(database, await hourly(database, [null, "bob"], level));
    await database.clock.advance(Duration.fromObject({ minutes: 10 }));

    await reconsiderPages(begun.engine);

    const turns = await database.transaction((tx) => lockPageTurns(tx, "checkout"));
    expect([...turns]).toEqual([[0, "bob"]]);
  });
});

/** Does something at the first call only. */
function once(work: () => never): () => undefined {
  let isDone = false;
  return () => {
    if (isDone) return undefined;
    isDone = true;
    return work();
  };
}

type Begun = {
  readonly engine: Engine;
  readonly database: TestDatabase;
  readonly incident: Incident;
};

/** An incident opened by a program that has just started. */
async function begin(
  database: TestDatabase,
  settings: Configuration,
  severity: "SEV1" | "SEV2" | "SEV3" = "SEV2",
): Promise<Begun> {
  const engine = createEngine(database, { configuration: settings });
  const form = String(await database.clock.now()) + Math.random();
  const declaration = { form, service: "checkout", severity, title: "Slow", by: ANN };
  return { engine, database, incident: await declareIncident(engine, declaration) };
}

/** Turns of an hour that change hands in five minutes; the level's delay is twenty. */
async function hourly(
  database: TestDatabase,
  members: readonly (string | null)[] = ["ann", "bob"],
  level: object = {},
): Promise<Configuration> {
  const now = await database.clock.now();
  const anchor = now.toUTC().minus({ minutes: 55 }).toFormat("yyyy-MM-dd'T'HH:mm");
  const layers = [{ anchor, every: { n: 1, unit: "hours" }, members }];
  const rota = { name: "Rota", team: "checkout", timezone: "UTC", layers };
  const levels = [
    { notify: [{ schedule: "rota" }], delay: "PT20M", ...level },
    { notify: [{ person: "eve" }] },
  ];
  return configuration({ schedules: { rota }, policies: { checkout: { levels } } });
}

async function current({ database, incident }: Begun): Promise<Incident> {
  const found = await readIncident(database.kysely, incident.id);
  if (found === null) throw new Error("the incident is gone");
  return found;
}

async function peopleOf({ database, incident }: Begun): Promise<readonly string[]> {
  const pages = await pagesOfIncident(database.kysely, incident.id);
  return pages.map(({ target }) => (target.kind === "person" ? target.person : target.channel));
}
