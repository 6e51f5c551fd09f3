import { sql } from "kysely";
import { Duration } from "luxon";
import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import type { ShareQuestion } from "#domain/objective/measured-share.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { measureIncidents } from "#engine/budget/measure-incidents.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { sharesOf, versionsOf } from "#store/budget/shares.ts";
import { person } from "#test/support/build.ts";
import { withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";
import { pushedClock } from "#test/support/pushed-clock.ts";

const ANN = person("ann");
const ONE = IncidentId.parse(1);
const NOTHING = { remainingBefore: null, remainingAfter: null, bad: null, total: null, notes: [] };

/** What Prometheus answers next, and what it was asked. */
type Scene = {
  readonly engine: Engine;
  readonly asked: ShareQuestion[];
  answer: IncidentShare | "no answer";
};

function sceneOn(database: Engine["database"]): Scene {
  const asked: ShareQuestion[] = [];
  const scene: { answer: Scene["answer"] } = { answer: used(0.1) };
  const budgets: BudgetReader = {
    objectives: () => [objective()],
    read: () => Promise.reject(new Error("nobody asks for it here")),
    chart: () => Promise.reject(new Error("there are no curves here")),
    retention: () => Promise.resolve(null),
    inputs: () => Promise.reject(new Error("nobody asks for it here")),
    measure: async (question) => {
      asked.push(question);
      if (scene.answer === "no answer") throw new Error("Prometheus: it is gone");
      const impact = { start: question.about - 60, end: question.until };
      return { impact, share: scene.answer, asked: [], warnings: [] };
    },
  };
  return Object.assign(scene, { engine: createEngine(database, { budgets }), asked });
}

function used(share: number): IncidentShare {
  return { ...NOTHING, quality: "measured", share };
}

withDatabase("what incidents use of error budgets", (open) => {
  it("is measured while they are open, and for good once they have settled", async () => {
    const database = await open();
    const clock = pushedClock(database);
    const scene = sceneOn(database);
    const { engine } = scene;
    const declared = { form: "V1", service: "checkout", severity: "SEV2", title: "Slow" } as const;
    await declareIncident(engine, { ...declared, by: ANN });
    async function after(minutes: number): Promise<unknown> {
      await clock.advance(Duration.fromObject({ minutes }));
      await measureIncidents(engine);
      const [share] = await sharesOf(database.kysely, ONE);
      return [share?.phase, share?.share.share];
    }

    expect(await after(1)).toEqual(["live", 0.1]);
    scene.answer = "no answer";
    expect(await after(1)).toEqual(["live", 0.1]);
    scene.answer = used(0.3);
    expect(await after(1)).toEqual(["live", 0.3]);
    await changeIncident(engine, ONE, () => ({ kind: "resolve", by: ANN, reason: "mended" }));
    expect(await after(4)).toEqual(["live", 0.3]);
    scene.answer = used(0.31);
    expect(await after(2)).toEqual(["final", 0.31]);
    const questions = scene.asked.length;
    expect(await after(60)).toEqual(["final", 0.31]);
    expect(scene.asked).toHaveLength(questions);
  });

  it("is measured of those that are due, however many wait in vain", async () => {
    const database = await open();
    const clock = pushedClock(database);
    const scene = sceneOn(database);
    const declared = { form: "V1", service: "checkout", severity: "SEV2", title: "Slow" } as const;
    await declareIncident(scene.engine, { ...declared, by: ANN });
    await changeIncident(scene.engine, ONE, () => ({ kind: "resolve", by: ANN, reason: "mended" }));
    scene.answer = "no answer";
    await clock.advance(Duration.fromObject({ hours: 5 }));
    await measureIncidents(scene.engine);
    await cloneOften(database);
    const again = await declareIncident(scene.engine, { ...declared, form: "V2", by: ANN });

    scene.answer = used(0.2);
    await clock.advance(Duration.fromObject({ minutes: 1 }));
    await measureIncidents(scene.engine);
    await clock.advance(Duration.fromObject({ minutes: 1 }));
    await measureIncidents(scene.engine);

    expect(scene.asked).toHaveLength(3);
    expect(await sharesOf(database.kysely, again.id)).toMatchObject([{ share: { share: 0.2 } }]);
  });

  it("is left out where a newer version wrote it", async () => {
    const database = await open();
    const { engine } = sceneOn(database);
    const declared = { form: "V1", service: "checkout", severity: "SEV2", title: "Slow" } as const;
    await declareIncident(engine, { ...declared, by: ANN });
    await measureIncidents(engine);
    await sql`update incident_share set share = '{"quality": "guessed"}'`.execute(database.kysely);

    expect(await sharesOf(database.kysely, ONE)).toEqual([]);
  });

  it("is asked for again until Prometheus answers, but not for ever", async () => {
    const database = await open();
    const clock = pushedClock(database);
    const scene = sceneOn(database);
    const declared = { form: "V1", service: "checkout", severity: "SEV2", title: "Slow" } as const;
    await declareIncident(scene.engine, { ...declared, by: ANN });
    await changeIncident(scene.engine, ONE, () => ({ kind: "resolve", by: ANN, reason: "mended" }));
    scene.answer = "no answer";

    await clock.advance(Duration.fromObject({ days: 3 }));
    await measureIncidents(scene.engine);
    await measureIncidents(scene.engine);
    expect(scene.asked).toHaveLength(1);
    expect(scene.asked[0]?.until).toBeGreaterThan(scene.asked[0]?.about ?? 0);
    const [waiting] = await sharesOf(database.kysely, ONE);
    expect(waiting).toMatchObject({
      phase: "live",
      attempts: [{ error: "Prometheus: it is gone" }],
    });

    await clock.advance(Duration.fromObject({ days: 4.1 }));
    await measureIncidents(scene.engine);
    await measureIncidents(scene.engine);
    expect(scene.asked).toHaveLength(1);
    const versions = await versionsOf(database.kysely, ONE);
    expect(versions).toMatchObject([
      { phase: "final", share: { quality: "unavailable", share: null }, attempts: [{}] },
    ]);
    expect(versions[0]?.share.notes.join(" ")).toContain("Prometheus: it is gone");
  });

  it("is not asked for a drill, which counts nowhere", async () => {
    const scene = sceneOn(await open());
    const declared = { form: "V1", service: "checkout", severity: "SEV2", title: "Slow" } as const;
    await declareIncident(scene.engine, { ...declared, isDrill: true, by: ANN });

    await measureIncidents(scene.engine);

    expect(scene.asked).toEqual([]);
  });
});

/** Sixty more that were asked for in vain just now. */
async function cloneOften({ kysely }: Engine["database"]): Promise<void> {
  await sql`
    insert into incident (id, key, service, status, severity, opened_at, resolved_at, state)
    select id + more, key || more, service, status, severity, opened_at, resolved_at, state
    from incident, generate_series(1000, 1059) as more`.execute(kysely);
  await sql`
    insert into incident_share (incident_id, objective, phase, share, asked, measured_at, attempts)
    select incident_id + more, objective, phase, share, asked, measured_at, attempts
    from incident_share, generate_series(1000, 1059) as more`.execute(kysely);
}
