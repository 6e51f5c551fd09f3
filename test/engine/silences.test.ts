import { afterEach, beforeEach, expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { watchSource } from "#engine/delivery/watch-source.ts";
import type { Silencing } from "#engine/engine.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { webhookOf } from "#test/support/alerts.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { deliver } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";
import { MATCHERS, setSilenceScene, type SilenceScene } from "#test/support/silence-scene.ts";

const [INCIDENT, OTHER] = [IncidentId.parse(1), IncidentId.parse(2)];

withDatabase("a silence that somebody asks for", (open) => {
  let database: TestDatabase;
  let scene: SilenceScene;

  beforeEach(async () => {
    database = await open();
    scene = await setSilenceScene(database);
  });
  afterEach(async () => {
    await scene.alertmanager.stop();
  });

  it("is made with who wants it, why, and where to ask", async () => {
    await scene.ask();
    await scene.keep();

    expect(scene.alertmanager.silences.active()).toMatchObject([
      {
        createdBy: "ann",
        comment: "noisy · INC-1 · https://acme.slack.com/p1 [muster V1]",
        matchers: MATCHERS,
      },
    ]);
    expect(await scene.silence()).toMatchObject({ wanted: null, id: expect.any(String) });
    expect(await scene.events()).toEqual(["silence-asked", "silence-holds"]);
  });

  it("is made once, however often it is looked at and by whomever", async () => {
    await scene.ask();
    await scene.keep();
    await scene.keep();
    await scene.ask();
    await scene.ask({ key: "V2", by: person("bob") });
    await scene.keep();

    expect(scene.alertmanager.changes()).toBe(1);
    expect(await scene.events()).toEqual(["silence-asked", "silence-holds"]);
  });

  it.each<[when: string, hanging: (real: Silencing) => Partial<Silencing>, changes: number]>([
    ["before it was told", () => ({ save: () => forever }), 0],
    [
      "before it was written down that it was told",
      ({ save }) => ({ save: (...told) => save(...told).then(() => forever) }),
      1,
    ],
  ])("is made once when the program dies %s", async (_, hanging, changes) => {
    const real = scene.engine.readers.alertmanager.silencing;
    await scene.ask();
    void scene.keep(scene.engineWith(hanging(real)));
    await eventually(() => expect(scene.alertmanager.changes()).toBe(changes));

    await scene.keep();

    expect(scene.alertmanager.silences.active()).toHaveLength(1);
    expect(scene.alertmanager.changes()).toBe(1);
    expect(await scene.silence()).toMatchObject({ wanted: null, id: expect.any(String) });
  });

  it("is looked up after a send whose end is unclear", async () => {
    scene.alertmanager.meetsNextChange("break-off");
    await scene.ask();
    await scene.keep();
    expect(await scene.silence()).toMatchObject({
      id: null,
      trouble: expect.stringContaining("API"),
    });

    await scene.keep();

    expect(scene.alertmanager.changes()).toBe(1);
    expect(await scene.silence()).toMatchObject({ wanted: null, trouble: null });
    expect(await scene.events()).toEqual(["silence-asked", "silence-delayed", "silence-holds"]);
  });

  it("is given up when it is refused, with the words of the refusal", async () => {
    scene.alertmanager.meetsNextChange("refuse");
    await scene.ask();
    await scene.keep();

    expect(await scene.silence()).toMatchObject({
      isOver: true,
      failure: "Alertmanager's API: it answered 400: bad matcher format: disk",
    });
  });

  it("is tried for ten minutes while nobody answers, then given up", async () => {
    scene.alertmanager.lists("nothing");
    await scene.ask();
    for (let minute = 0; minute < 5; minute += 1) {
      await scene.keep();
      await scene.pass(2);
    }
    expect(await scene.silence()).toMatchObject({ isOver: false });
    await scene.keep();

    expect(await scene.silence()).toMatchObject({
      isOver: true,
      failure: expect.stringContaining("502"),
    });
    expect(await scene.events()).toEqual(["silence-asked", "silence-delayed", "silence-failed"]);
  });

  it("is what somebody made before, if that lasts long enough", async () => {
    scene.alertmanager.silences.save(await lasting(database, 3));
    await scene.ask();
    await scene.keep();

    expect(scene.alertmanager.silences.active()).toHaveLength(1);
    expect((await scene.timeline()).at(-1)?.event).toMatchObject({
      kind: "silence-holds",
      isFound: true,
    });
  });

  it("lasts longer once it is extended, under the id that it has", async () => {
    const before = await scene.held();
    const until = (await scene.silence()).until.plus({ hours: 1 });
    await scene.change({ kind: "extend-silence", by: person("bob"), key: "V1", until });
    await scene.keep();

    expect(scene.alertmanager.silences.active()).toMatchObject([
      { id: before.id, endsAt: until.toISO() },
    ]);
    expect(await scene.silence()).toMatchObject({ wanted: null });
  });

  it("is ended, also when the answer is lost", async () => {
    await scene.held();
    await scene.change({ kind: "end-silence", by: person("bob"), key: "V1" });
    scene.alertmanager.meetsNextChange("break-off");
    await scene.keep();
    await scene.keep();

    expect(scene.alertmanager.silences.active()).toEqual([]);
    expect((await scene.timeline()).at(-1)).toMatchObject({
      by: { name: "bob" },
      event: { kind: "silence-ended", how: "by-hand" },
    });
  });

  it("is seen to end when somebody ends it in Alertmanager", async () => {
    const { id } = await scene.held();
    scene.alertmanager.silences.expire(id ?? "");
    await scene.keep();

    expect((await scene.timeline()).at(-1)?.event).toMatchObject({ how: "at-source" });
  });

  it("is seen to run out", async () => {
    await scene.held();
    await scene.pass(120);
    await scene.keep();

    expect((await scene.timeline()).at(-1)?.event).toMatchObject({ how: "ran-out" });
    expect(await scene.silence()).toMatchObject({ isOver: true });
  });

  it("leaves its alerts muted, and the incident open", async () => {
    await scene.held();
    await watchSource(scene.engine, "prod");

    const incident = await readIncident(database.kysely, INCIDENT);
    expect(incident).toMatchObject({
      status: "triggered",
      alerts: { firing: 0, muted: 1, ended: 0 },
    });
  });

  it("is reminded of once before its end, to whoever made it and whoever has the incident", async () => {
    await scene.held();
    await scene.change({ kind: "acknowledge", by: person("bob") });
    await watchSource(scene.engine, "prod");
    await scene.keep();
    expect(await scene.reminded()).toEqual([]);

    await scene.pass(106);
    await scene.keep();
    await scene.keep();

    expect(await scene.reminded()).toEqual(["person/ann", "person/bob"]);
    expect((await scene.timeline()).at(-1)?.event).toMatchObject({
      kind: "silence-ending",
      hides: 1,
    });
  });

  it("is reminded of where the incident is, when nobody of muster.yaml has to do with it", async () => {
    const by = { kind: "person", slackId: "U0GUEST", name: "Gus", person: null } as const;
    await scene.ask({ by });
    await scene.keep();
    await watchSource(scene.engine, "prod");
    await scene.pass(106);
    await scene.keep();

    expect(await scene.reminded()).toEqual(["incident/1"]);
  });

  it("is not reminded of when nothing that it hides fires any more", async () => {
    await scene.held();
    await scene.pass(106);
    await scene.keep();

    expect(await scene.reminded()).toEqual([]);
  });

  it("is looked after although another incident cannot be read", async () => {
    await scene.held();
    const { kysely } = database;
    await kysely
      .updateTable("incident")
      .set({ state: JSON.stringify({ id: "?" }) })
      .execute();

    expect(await scene.keep()).toMatchObject({ done: [], retry: [{ id: 1 }] });
  });

  it("goes on with the incident that its own was merged into", async () => {
    await deliver(
      scene.engine,
      "prod",
      Buffer.from(JSON.stringify(webhookOf([{ alertname: "Cpu" }]))),
    );
    await scene.held();
    await mergeIncidents(scene.engine, { from: INCIDENT, into: OTHER }, person("ann"));
    await scene.keep(scene.engine, OTHER);

    const [merged, host] = [INCIDENT, OTHER].map((id) => readIncident(database.kysely, id));
    expect((await merged)?.silences).toEqual([]);
    expect((await host)?.silences).toMatchObject([{ key: "V1", isOver: false }]);
  });
});

/** The answer that a program which was killed gets. */
const forever = new Promise<never>(() => undefined);

/** A silence that somebody makes in Alertmanager itself. */
async function lasting({ kysely }: TestDatabase, hours: number): Promise<object> {
  const now = await readClock(kysely);
  const times = { startsAt: now.toISO(), endsAt: now.plus({ hours }).toISO() };
  return { matchers: MATCHERS, ...times, createdBy: "eve", comment: "known" };
}
