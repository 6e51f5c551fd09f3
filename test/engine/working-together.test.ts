import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { idsOf } from "#domain/incident/people-in.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { remind } from "#engine/timer/remind.ts";
import { openTasksOf } from "#store/incident/tasks.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { pagesOfIncident } from "#store/page/pages.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";

const [ann, bob] = [person("ann"), person("bob")];
const DECLARED = {
  service: "checkout",
  severity: "SEV3",
  title: "Payments fail",
  by: ann,
} as const;

withDatabase("several people who work on one incident", (open) => {
  describe("a mitigation step", () => {
    it("is started by one of two who press at once", async () => {
      const [engine, other] = replicas(await open());
      const { id } = await declareIncident(engine, { ...DECLARED, form: "V1" });
      await changeIncident(engine, id, () => {
        return { kind: "add-mitigation", by: ann, key: "k", text: "roll back", starts: false };
      });

      const outcomes = await Promise.all([
        changeIncident(engine, id, () => ({ kind: "start-mitigation", by: ann, number: 1 })),
        changeIncident(other, id, () => ({ kind: "start-mitigation", by: bob, number: 1 })),
      ]);

      expect(outcomes.filter((outcome) => outcome?.changed)).toHaveLength(1);
      expect(outcomes.find((one) => one?.changed === false)?.reason).toBe(
        "it is under way already",
      );
      const started = await kindsOf(engine, id, "mitigation-started");
      expect(started).toHaveLength(1);
    });
  });

  describe("a task", () => {
    const task = {
      kind: "add-task",
      by: ann,
      key: "V7",
      link: null,
      type: "task",
      text: "restart the worker",
      owner: bob,
    } as const;

    it("is added once, in whichever process its form comes, and listed as its owner's", async () => {
      const [engine, other] = replicas(await open());
      const { id } = await declareIncident(engine, { ...DECLARED, form: "V1" });

      for (const replica of [engine, other, engine]) {
        await changeIncident(replica, id, () => ({ ...task, due: null }));
      }

      expect(await kindsOf(engine, id, "task-added")).toHaveLength(1);
      const { kysely } = engine.database;
      expect(await openTasksOf(kysely, idsOf(bob), 10)).toMatchObject([{ number: 1 }]);
      expect(await openTasksOf(kysely, idsOf(ann), 10)).toEqual([]);
      await changeIncident(engine, id, () => ({ kind: "finish-task", by: ann, number: 1 }));
      expect(await openTasksOf(kysely, idsOf(bob), 10)).toEqual([]);
    });

    it("is due once, though two processes wake for it", async () => {
      const database = await open();
      const [engine, other] = replicas(database);
      const { id, openedAt } = await declareIncident(engine, { ...DECLARED, form: "V1" });
      const due = openedAt.plus({ hours: 1 });
      await changeIncident(engine, id, () => ({ ...task, due }));

      await remind(engine, id);
      expect(await kindsOf(engine, id, "task-reminded")).toHaveLength(0);
      await database.clock.advance(Duration.fromObject({ hours: 1, seconds: 1 }));
      await Promise.all([remind(engine, id), remind(other, id)]);

      expect(await kindsOf(engine, id, "task-reminded")).toHaveLength(1);
      const notices = await database.kysely.selectFrom("notice").select("place").execute();
      expect(notices.map(({ place }) => place)).toEqual(["person/bob", "person/bob"]);
    });
  });

  it("page somebody once, beside the policy", async () => {
    const [engine, other] = replicas(await open());
    const { id } = await declareIncident(engine, { ...DECLARED, form: "V1" });
    const call = {
      kind: "call-people",
      people: ["bob"],
      reason: "ann asks for your help",
    } as const;

    await Promise.all([
      changeIncident(engine, id, () => ({ ...call, by: ann, key: "one" })),
      changeIncident(other, id, () => ({ ...call, by: bob, key: "two" })),
    ]);

    const pages = await pagesOfIncident(engine.database.kysely, id);
    expect(pages.filter(({ kind }) => kind === "join")).toMatchObject([
      { target: { person: "bob" }, urgency: "high", reason: "ann asks for your help" },
    ]);
  });
});

function replicas(database: TestDatabase): readonly [Engine, Engine] {
  return [createEngine(database), createEngine(database)];
}

async function kindsOf(
  { database }: Engine,
  id: Parameters<typeof readTimeline>[1],
  kind: string,
): Promise<readonly string[]> {
  const entries = await readTimeline(database.kysely, id);
  return entries.map(({ event }) => event.kind).filter((one) => one === kind);
}
