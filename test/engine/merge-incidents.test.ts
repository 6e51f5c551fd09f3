import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { mergeIncidents, type Merging } from "#engine/incident/merge-incidents.ts";
import { stillNeeded } from "#engine/page/settle-page.ts";
import { openIncidentIds, readIncident } from "#store/incident/incidents.ts";
import { readTimeline, wasResolvedSince } from "#store/incident/timeline.ts";
import { pagesOfIncident } from "#store/page/pages.ts";
import { type AlertInBody, alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { storyOf } from "#test/support/story.ts";
import { pass } from "#test/support/timers.ts";

const [ann, bob] = [person("ann"), person("bob")];

withDatabases("an incident that was merged", (open) => {
  it("gives its alerts to the other one, those to come too, also after a restart", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B");

    expect(await merge(engine, 1, 2)).toMatchObject({ kind: "merged", into: { id: 2 } });
    await fire(createEngine(database), "A", { alertname: "A", fingerprint: "A2" });

    expect(await openIncidentIds(database.kysely, 10)).toEqual([2]);
    expect(await incident(database, 1)).toMatchObject({
      status: "merged",
      mergedInto: 2,
      alerts: { firing: 0 },
      paging: { state: "closed" },
    });
    expect((await incident(database, 2)).alerts).toEqual({ firing: 3, muted: 0, ended: 0 });
    expect(storyOf(await readTimeline(database.kysely, IncidentId.parse(1))).at(-1)).toBe(
      "ann: merged-into, INC-2",
    );
    const story = storyOf(await readTimeline(database.kysely, IncidentId.parse(2)));
    expect(story.slice(-2)).toEqual([
      "ann: took-in, INC-1 with 1 alerts",
      "source: alerts-joined, A",
    ]);
  });

  it("has its key free again once the other one is over", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B");
    await merge(engine, 1, 2);
    await changeIncident(engine, IncidentId.parse(2), () => {
      return { kind: "resolve", by: ann, reason: "fixed" };
    });

    await fire(engine, { alertname: "A", fingerprint: "A2" });

    expect(await openIncidentIds(database.kysely, 10)).toEqual([3]);
  });

  it("leads on to the one into which that one was merged", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B", "C");

    await merge(engine, 1, 2);
    await merge(engine, 2, 3);
    await fire(engine, { alertname: "A", fingerprint: "A2" });

    expect(await openIncidentIds(database.kysely, 10)).toEqual([3]);
    expect((await incident(database, 3)).alerts.firing).toBe(4);
  });

  it("lets the other one end only when the alerts of both have ended", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B");
    await merge(engine, 1, 2);

    await end(engine, "B");
    expect((await incident(database, 2)).quietSince).toBeNull();
    await end(engine, "A");
    expect((await incident(database, 2)).quietSince).not.toBeNull();

    await pass(engine, database, Duration.fromObject({ minutes: 6 }));
    expect((await incident(database, 2)).status).toBe("resolved");
    expect((await incident(database, 1)).status).toBe("merged");
  });

  it("has its page that waits dropped, and is not paged for any more", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B");
    await merge(engine, 1, 2);

    const [page] = await pagesOfIncident(database.kysely, IncidentId.parse(1));
    const needed = await database.transaction((tx) => stillNeeded(engine, tx, [page?.id ?? 0]));
    await pass(engine, database, Duration.fromObject({ minutes: 6 }));

    expect(needed).toEqual([]);
    const pages = await pagesOfIncident(database.kysely, IncidentId.parse(1));
    expect(pages.map(({ state }) => state)).toEqual(["dropped"]);
    expect(storyOf(await readTimeline(database.kysely, IncidentId.parse(1))).at(-1)).toBe(
      "muster: page-dropped, ann, it was merged into INC-2",
    );
  });

  it("is over for whoever answers from outside Slack", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B");
    const before = await database.clock.now();
    await merge(engine, 1, 2);

    const wasOver = [1, 2].map((id) => {
      return wasResolvedSince(database.kysely, IncidentId.parse(id), before);
    });

    expect(await Promise.all(wasOver)).toEqual([true, false]);
  });
});

withDatabases("the incident that goes on", (open) => {
  it("stays un-acknowledged though the other one was acknowledged, and is paged on", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B");
    await changeIncident(engine, IncidentId.parse(1), () => ({ kind: "acknowledge", by: bob }));

    await merge(engine, 1, 2);
    await pass(engine, database, Duration.fromObject({ minutes: 5 }));

    expect(await incident(database, 2)).toMatchObject({
      status: "triggered",
      paging: { state: "paging", level: 1 },
    });
  });

  it("becomes as severe as the other one, and is paged with that urgency", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", { alertname: "B", fingerprint: "B", severity: "warning" });

    await merge(engine, 1, 2);

    expect((await incident(database, 2)).severity).toBe("SEV2");
    const pages = await pagesOfIncident(database.kysely, IncidentId.parse(2));
    expect(pages.map(({ urgency, reason }) => [urgency, reason])).toEqual([
      ["low", "new incident"],
      ["high", "the severity rose, because INC-1 was merged into it"],
    ]);
  });

  it("counts an alert of both once, and hears of it once", async () => {
    const database = await open();
    const engine = createEngine(database, { configuration: twoServices("checkout", "payments") });
    await fire(engine, "A");
    expect(await openIncidentIds(database.kysely, 10)).toEqual([2, 1]);

    await merge(engine, 1, 2);
    expect((await incident(database, 2)).alerts).toEqual({ firing: 1, muted: 0, ended: 0 });
    await end(engine, "A");
    await fire(engine, { alertname: "A", fingerprint: "A2" });

    expect((await incident(database, 2)).alerts).toEqual({ firing: 1, muted: 0, ended: 1 });
    expect(await openIncidentIds(database.kysely, 10)).toEqual([2]);
  });

  it("keeps an alert that fires there when it has ended in the other one", async () => {
    const database = await open();
    await fire(createEngine(database), "A", { alertname: "A", fingerprint: "A2" });
    await end(createEngine(database), "A");
    const moved = createEngine(database, { configuration: twoServices("payments") });
    const startsAt = (await database.clock.now()).toISO() ?? "";
    await fire(moved, { alertname: "A", fingerprint: "A", startsAt });

    await merge(moved, 1, 2);

    expect((await incident(database, 2)).alerts).toEqual({ firing: 2, muted: 0, ended: 0 });
  });

  it("takes in the alerts of another one without ending with them when it was declared by hand", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A");
    const form = { form: "V1", service: "checkout", severity: "SEV3", title: "Slow" } as const;
    await declareIncident(engine, { ...form, by: ann });

    await merge(engine, 1, 2);
    await end(engine, "A");
    await pass(engine, database, Duration.fromObject({ minutes: 6 }));

    expect(await incident(database, 2)).toMatchObject({
      status: "triggered",
      alerts: { firing: 0, ended: 1 },
      quietSince: null,
    });
  });
});

withDatabases("merging", (open) => {
  it("is done once when two people do it both ways at the same time", async () => {
    const database = await open();
    const replicas = [createEngine(database), createEngine(database)] as const;
    await fire(replicas[0], "A", "B");

    const both = await Promise.all([merge(replicas[0], 1, 2), merge(replicas[1], 2, 1)]);

    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["merged", "refused"]);
    expect(await openIncidentIds(database.kysely, 10)).toHaveLength(1);
  });

  it("loses no alert that comes at the same time", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, "A", "B");

    const fresh = Array.from({ length: 8 }, (_, index) => `A${index}`);
    await Promise.all([
      ...fresh.map((fingerprint) => fire(engine, { alertname: "A", fingerprint })),
      merge(engine, 1, 2),
      end(engine, "A"),
    ]);

    expect(await openIncidentIds(database.kysely, 10)).toEqual([2]);
    expect((await incident(database, 2)).alerts).toEqual({ firing: 9, muted: 0, ended: 1 });
    const ties = await database.kysely.selectFrom("incident_alert").select("incident_id").execute();
    expect(new Set(ties.map(({ incident_id: id }) => id))).toEqual(new Set([2]));
  });

  describe("is refused, and changes nothing,", () => {
    it.each([
      ["when there is no such incident", 1, 9, { kind: "unknown", id: 9 }],
      ["when there is no such incident to end", 9, 1, { kind: "unknown", id: 9 }],
      [
        "when both are the same",
        1,
        1,
        { kind: "refused", reason: "an incident cannot be merged into itself" },
      ],
      ["when it was merged before", 3, 1, { kind: "refused", reason: "it was merged into INC-2" }],
      [
        "when the other one was merged",
        1,
        3,
        { kind: "refused", reason: "INC-3 was merged into INC-2" },
      ],
    ])("%s", async (_, from, into, expected) => {
      const database = await open();
      const engine = createEngine(database);
      await fire(engine, "A", "B", "C");
      await merge(engine, 3, 2);

      expect(await merge(engine, from, into)).toEqual(expected);
      expect(await openIncidentIds(database.kysely, 10)).toEqual([2, 1]);
    });
  });
});

async function fire(engine: Engine, ...alerts: readonly (string | AlertInBody)[]): Promise<void> {
  for (const alert of alerts) {
    const body = typeof alert === "string" ? { alertname: alert, fingerprint: alert } : alert;
    await deliver(engine, "prod", alertsFromTest(body));
  }
}

async function end(engine: Engine, alertname: string): Promise<void> {
  const over = { alertname, fingerprint: alertname, status: "resolved" } as const;
  await deliver(engine, "prod", alertsFromTest(over));
}

async function merge(engine: Engine, from: number, into: number): Promise<Merging> {
  const ids = { from: IncidentId.parse(from), into: IncidentId.parse(into) };
  return await mergeIncidents(engine, ids, ann);
}

async function incident({ kysely }: TestDatabase, id: number): Promise<Incident> {
  const found = await readIncident(kysely, IncidentId.parse(id));
  if (found === null) throw new Error(`there is no incident ${id}`);
  return found;
}

/** Every alert goes to these, of two services. */
function twoServices(...to: readonly string[]): ReturnType<typeof configuration> {
  const [checkout, payments] = ["checkout", "payments"].map((name) => {
    return { name, team: "checkout", policy: "checkout" };
  });
  const matchers = ['alertname=~".+"'];
  return configuration({
    services: { checkout, payments },
    routes: {
      service: "checkout",
      routes: to.map((service) => ({ service, matchers, continue: true })),
    },
  });
}
