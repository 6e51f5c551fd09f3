import { Duration } from "luxon";
import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import type { ShareQuestion } from "#domain/objective/measured-share.ts";
import { giveShare, withdrawShare } from "#engine/budget/give-share.ts";
import { measureAgain } from "#engine/budget/measure-again.ts";
import { measureIncidents } from "#engine/budget/measure-incidents.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { readIncidentBudgets } from "#engine/incident/incident-budgets.ts";
import { saveBudget } from "#store/budget/budgets.ts";
import { neverRead } from "#store/budget/budgets.ts";
import { chartsOf } from "#store/budget/charts.ts";
import { sharesOf, versionsOf } from "#store/budget/shares.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { budgetReader } from "#test/support/budget-reader.ts";
import { person } from "#test/support/build.ts";
import { withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";
import { type PushedClock, pushedClock } from "#test/support/pushed-clock.ts";

const ANN = person("ann");
const ONE = IncidentId.parse(1);
const REQUESTS = objective();
const LATENCY = objective({ id: "checkout-latency", name: "latency" });
const COUNTED: IncidentShare = {
  quality: "measured",
  share: 0.1,
  remainingBefore: 0.9,
  remainingAfter: 0.8,
  bad: 100,
  total: 2000,
  notes: [],
};

type Scene = {
  readonly engine: Engine;
  readonly clock: PushedClock;
  readonly asked: ShareQuestion[];
  answer: (id: string) => IncidentShare | "no answer";
};

/** An incident of the checkout, and a Prometheus that answers as the scene says. */
async function sceneOn(database: Engine["database"], objectives = [REQUESTS]): Promise<Scene> {
  const asked: ShareQuestion[] = [];
  const scene: { answer: Scene["answer"] } = { answer: () => COUNTED };
  const budgets = budgetReader(() => "no answer", {
    objectives: () => objectives,
    measure: async (question) => {
      asked.push(question);
      const share = scene.answer(question.objective.id);
      if (share === "no answer") throw new Error("Prometheus: it is gone");
      const { start, end } = question.impact ?? { start: null, end: null };
      const impact = { start: start ?? question.about - 60, end: end ?? question.until };
      return {
        impact,
        share,
        asked: [{ query: "up", at: question.until, value: 1 }],
        warnings: [],
      };
    },
    chart: async ({ from, until, allowed = 0 }) => {
      const points = [{ at: from, value: allowed }];
      return { from, until, step: 60, left: points, burn: points };
    },
  });
  const engine = createEngine(database, { budgets });
  const declared = { form: "V1", service: "checkout", severity: "SEV3", title: "Slow" } as const;
  await declareIncident(engine, { ...declared, by: ANN });
  return Object.assign(scene, { engine, clock: pushedClock(database), asked });
}

async function measureAfter({ clock, engine }: Scene, duration: object): Promise<void> {
  await clock.advance(Duration.fromObject(duration));
  await measureIncidents(engine);
}

async function phases({ engine }: Scene): Promise<readonly string[]> {
  const versions = await versionsOf(engine.database.kysely, ONE);
  return versions.map(({ objective: id, phase }) => `${id} ${phase}`);
}

async function resolve({ engine }: Scene): Promise<void> {
  await changeIncident(engine, ONE, () => ({ kind: "resolve", by: ANN, reason: "mended" }));
}

withDatabase("the versions of what an incident used", (open) => {
  it("are kept at mitigation and for good; what is live is replaced, with its curves", async () => {
    const scene = await sceneOn(await open());
    const { kysely } = scene.engine.database;

    await measureAfter(scene, { minutes: 1 });
    await measureAfter(scene, { minutes: 1 });
    expect(await phases(scene)).toEqual(["checkout-requests live"]);
    await changeIncident(scene.engine, ONE, () => ({ kind: "mark-mitigated", by: ANN }));
    await measureAfter(scene, { minutes: 1 });
    await measureAfter(scene, { minutes: 1 });
    await resolve(scene);
    await measureAfter(scene, { minutes: 6 });

    expect(await phases(scene)).toEqual([
      "checkout-requests preliminary",
      "checkout-requests final",
    ]);
    const [version] = await versionsOf(kysely, ONE);
    expect(version?.asked).toEqual([{ query: "up", at: expect.any(Number), value: 1 }]);
    const [stored] = await chartsOf(kysely, ONE);
    // A hundred failures are a tenth of what may fail.
    expect(stored?.chart.left[0]?.value).toBe(1000);
    expect(stored?.chart.live).toMatchObject({ used: 0.1, remaining: 0.8 });
    expect(stored?.chart.pairs.map(({ factor }) => factor.toString())).toContain("14.4");
  });

  it("wait for each objective by itself, and for the metric after an answer without one", async () => {
    const scene = await sceneOn(await open(), [REQUESTS, LATENCY]);
    await resolve(scene);
    const unknown = {
      ...COUNTED,
      quality: "unavailable",
      share: null,
      notes: ["No counts."],
    } as const;
    scene.answer = (id) => (id === "checkout-latency" ? unknown : COUNTED);

    await measureAfter(scene, { minutes: 6 });
    expect(await phases(scene)).toEqual(["checkout-latency live", "checkout-requests final"]);
    const [waiting] = await versionsOf(scene.engine.database.kysely, ONE);
    expect(waiting?.attempts).toMatchObject([{ error: "No counts." }]);
    scene.answer = () => COUNTED;
    await measureAfter(scene, { minutes: 10 });

    expect(await phases(scene)).toEqual(["checkout-latency final", "checkout-requests final"]);
    const questions = scene.asked.length;
    await measureAfter(scene, { hours: 1 });
    expect(scene.asked).toHaveLength(questions);
  });

  it("follow when people say when it hurt, also after the end", async () => {
    const scene = await sceneOn(await open());
    const start = (await scene.clock.now()).minus({ minutes: 40 }).startOf("minute");
    const given = { kind: "give-impact", by: ANN, start, end: null, reason: "the log" } as const;
    await resolve(scene);
    await measureAfter(scene, { minutes: 6 });

    await changeIncident(scene.engine, ONE, () => given);
    await measureAfter(scene, { minutes: 1 });

    expect(await phases(scene)).toEqual(["checkout-requests final", "checkout-requests final"]);
    expect(scene.asked.map(({ impact }) => impact)).toEqual([
      { start: null, end: null },
      { start: start.toSeconds(), end: null },
    ]);
    expect(scene.asked[1]?.about).toBe(start.toSeconds());
    const [share] = await sharesOf(scene.engine.database.kysely, ONE);
    expect(share?.impact?.start.toMillis()).toBe(start.toMillis());
  });

  it("count by hand before anything measured, until that is taken back", async () => {
    const scene = await sceneOn(await open());
    const { engine } = scene;
    const { kysely } = engine.database;
    const about = { incident: ONE, objective: REQUESTS, by: ANN, reason: "the counters were gone" };
    await measureAfter(scene, { minutes: 1 });

    await giveShare(engine, about, { percent: 100, minutes: 10 });
    await measureAfter(scene, { minutes: 1 });
    const [byHand] = await sharesOf(kysely, ONE);
    expect(byHand).toMatchObject({ phase: "manual", given: { reason: about.reason } });
    expect(byHand?.share.share).toBeCloseTo(0.2315, 4);
    const taken = await withdrawShare(engine, { ...about, reason: "they are back" });
    const again = await withdrawShare(engine, about);

    expect([taken?.changed, again?.changed]).toEqual([true, false]);
    expect((await sharesOf(kysely, ONE)).map(({ phase }) => phase)).toEqual(["live"]);
    expect(await phases(scene)).toContain("checkout-requests manual");
    const told = (await readTimeline(kysely, ONE)).map(({ event }) => event.kind);
    expect(told).toEqual(expect.arrayContaining(["share-given", "share-withdrawn"]));
  });

  it("are asked for once more, and count unless they know less", async () => {
    const scene = await sceneOn(await open());
    const { kysely } = scene.engine.database;
    expect(await measureAgain(scene.engine, ONE)).toEqual({ kind: "open" });
    await resolve(scene);
    await measureAfter(scene, { minutes: 6 });

    scene.answer = () => ({ ...COUNTED, share: 0.12 });
    expect(await measureAgain(scene.engine, ONE)).toMatchObject({ answered: 1, errors: [] });
    expect((await sharesOf(kysely, ONE))[0]).toMatchObject({
      phase: "postmortem",
      share: { share: 0.12 },
    });
    scene.answer = () => ({ ...COUNTED, quality: "estimated", share: 0.5 });
    await measureAgain(scene.engine, ONE);
    expect((await sharesOf(kysely, ONE))[0]?.share.share).toBe(0.12);
    scene.answer = () => "no answer";
    expect(await measureAgain(scene.engine, ONE)).toMatchObject({
      answered: 0,
      errors: ["Prometheus: it is gone"],
    });

    expect(await phases(scene)).toHaveLength(3);
  });

  it("are one for good, however many processes measure", async () => {
    const scene = await sceneOn(await open());
    await resolve(scene);
    await scene.clock.advance(Duration.fromObject({ minutes: 6 }));

    await Promise.all([measureIncidents(scene.engine), measureIncidents(scene.engine)]);

    expect(await phases(scene)).toEqual(["checkout-requests final"]);
    expect((await scene.engine.metrics.shares.get()).values).toMatchObject([
      { labels: { quality: "measured" }, value: 1 },
    ]);
  });

  it("have another for the postmortem once it is published", async () => {
    const scene = await sceneOn(await open());
    const { kysely } = scene.engine.database;
    await resolve(scene);
    await measureAfter(scene, { minutes: 6 });
    const now = await scene.clock.now();
    const document = { title: "Slow", markdown: "", kept_at: now, published_at: now };
    await kysely
      .insertInto("postmortem_document")
      .values({ incident_id: ONE, ...document })
      .execute();

    await Promise.all([measureIncidents(scene.engine), measureIncidents(scene.engine)]);
    await measureAfter(scene, { minutes: 1 });

    expect(await phases(scene)).toEqual([
      "checkout-requests final",
      "checkout-requests postmortem",
    ]);
  });

  it("are measured anew for an incident that was opened again", async () => {
    const scene = await sceneOn(await open());
    await resolve(scene);
    await measureAfter(scene, { minutes: 6 });
    const roster = { levels: [], present: [], fallback: [], urgency: "high" } as const;
    const again = { kind: "reopen", by: ANN, reason: "back", pages: false, roster } as const;
    await changeIncident(scene.engine, ONE, () => again);

    await measureAfter(scene, { minutes: 1 });

    expect(await phases(scene)).toEqual(["checkout-requests final", "checkout-requests live"]);
  });

  it("tell a worse severity once, with its reason, and set none", async () => {
    const scene = await sceneOn(await open());
    const { engine } = scene;
    const { kysely } = engine.database;
    const live = { burn: 350, remaining: 0.4, untilGone: 1800 };
    const readAt = (await scene.clock.now()).plus({ minutes: 1 });
    await saveBudget(kysely, { ...neverRead(REQUESTS.id), live, readAt });

    await measureAfter(scene, { minutes: 1 });
    await measureAfter(scene, { minutes: 1 });

    const told = (await readTimeline(kysely, ONE)).flatMap(({ event }) =>
      event.kind === "severity-suggested" ? [event] : [],
    );
    expect(told).toMatchObject([{ severity: "SEV1", reason: expect.stringContaining("350x") }]);
    const incident = await readIncident(kysely, ONE);
    expect(incident?.severity).toBe("SEV3");
    if (incident === null) throw new Error("There is no incident.");
    const { suggestion } = await readIncidentBudgets(engine, kysely, incident);
    expect(suggestion?.severity).toBe("SEV1");
  });
});
