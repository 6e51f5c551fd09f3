import { sql } from "kysely";
import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { postmortemTask } from "#domain/incident/postmortem-follow-up.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { reopenIncident } from "#engine/incident/reopen-incident.ts";
import { setSeverity } from "#engine/incident/set-severity.ts";
import {
  askPostmortem,
  waivePostmortem,
  withdrawWaiver,
} from "#engine/postmortem/change-postmortem.ts";
import { remind } from "#engine/timer/remind.ts";
import { overduePostmortems } from "#store/postmortem/overdue.ts";
import { budgetReader } from "#test/support/budget-reader.ts";
import { person } from "#test/support/build.ts";
import { withDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import {
  declared,
  end,
  judgeWaiting,
  judgingEngine,
  measured,
  now,
  reread,
  verdicts,
} from "#test/support/judging.ts";
import { objective } from "#test/support/objective.ts";

const [ANN, BOB] = [person("ann"), person("bob")];

withDatabases("whether an incident needs a postmortem", (open) => {
  it("is judged at its end, and corrected with the final numbers", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);
    await changeIncident(engine, id, () => ({ kind: "acknowledge", by: BOB }));
    await measured(engine, id, 0.36, "live");
    await end(engine, id);

    expect(await verdicts(engine, id)).toEqual(["required so far"]);
    expect(postmortemTask(await reread(engine, id))).toMatchObject({
      state: "open",
      owner: { name: "bob" },
    });
    await measured(engine, id, 0.03, "final");

    expect(await verdicts(engine, id)).toEqual([
      "required so far",
      "not-required, before required so far",
    ]);
    const { postmortem, ...corrected } = await reread(engine, id);
    expect(postmortem.verdict?.reason).toMatch(/at most 3 %/);
    expect(postmortemTask(corrected)).toMatchObject({ state: "dropped" });
  });

  it("is asked of the lead when the numbers do not say it", async () => {
    const database = await open();
    const engine = judgingEngine(database);
    const id = await declared(engine);
    await end(engine, id);
    expect(await verdicts(engine, id)).toEqual(["undetermined so far"]);
    expect((await reread(engine, id)).postmortem.decisionAskedAt).toBeNull();

    await database.clock.advance(Duration.fromObject({ minutes: 61 }));
    expect(await judgeWaiting(engine)).toBe(1);

    const notices = await database.kysely.selectFrom("notice").select(["place", "about"]).execute();
    expect(notices).toContainEqual({
      place: "person/ann",
      about: expect.objectContaining({ kind: "postmortem-undecided" }),
    });
    await waivePostmortem(engine, id, { by: ANN, reason: "nobody noticed" });
    await measured(engine, id, 0.5, "final");

    const { postmortem, tasks } = await reread(engine, id);
    expect(postmortem).toMatchObject({
      verdict: { kind: "required" },
      waiver: { by: ANN, reason: "nobody noticed" },
    });
    expect(tasks).toEqual([]);
  });

  it.each([
    ["needs one", 6, ["required"]],
    ["needs none after a longer time", 8, ["not-required"]],
  ] as const)("that comes again within a week %s", async (_, days, expected) => {
    const database = await open();
    const engine = judgingEngine(database, { repeatedCause: "P7D" });
    const first = await declared(engine);
    await end(engine, first);
    await database.clock.advance(Duration.fromObject({ days }));
    const second = await declared(engine, "SEV3", { form: "V2" });
    // What people declare has a key of its own, unlike what alerts open.
    await sql`update incident set key = 'same', state = jsonb_set(state, '{key}', '"same"')`.execute(
      database.kysely,
    );
    await measured(engine, second, 0.01, "final");
    await end(engine, second);

    expect(await verdicts(engine, second)).toEqual(expected);
    expect((await reread(engine, second)).postmortem.verdict?.because).toEqual(
      days === 6 ? ["repeated"] : [],
    );
  });
});

withDatabase("a verdict about a postmortem", (open) => {
  it("knows what was used of an objective that has another name by now", async () => {
    const promised = [objective()];
    const budgets = budgetReader(() => "no answer", { objectives: () => promised });
    const engine = createEngine(await open(), { budgets });
    const id = await declared(engine);
    await measured(engine, id, 0.4, "live");

    promised[0] = objective({ id: "checkout-answers", name: "answers" });
    await end(engine, id);

    expect((await reread(engine, id)).postmortem.verdict).toMatchObject({
      kind: "required",
      reason: expect.stringContaining("40 % of the error budget of checkout-requests"),
    });
  });

  it("is no longer preliminary where nobody measures any more", async () => {
    const database = await open();
    const id = await declared(judgingEngine(database));
    await measured(judgingEngine(database), id, 0.4, "live");

    const engine = createEngine(database, { objectives: [objective()] });
    await end(engine, id);

    expect(await verdicts(engine, id)).toEqual(["required"]);
  });

  it.each([
    ["a drill", { isDrill: true }, undefined],
    ["a false alarm", {}, "false-alarm"],
  ] as const)("is not told of %s", async (_, more, as) => {
    const engine = judgingEngine(await open());
    const id = await declared(engine, "SEV1", more);
    await end(engine, id, as);

    expect(await verdicts(engine, id)).toEqual([]);
  });

  it("follows the severity when that changes after the end", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);
    await measured(engine, id, 0.01, "final");
    await end(engine, id);
    await setSeverity(engine, id, { by: ANN, to: "SEV1", reason: "worse than it looked" });
    await judgeWaiting(engine);

    expect(await verdicts(engine, id)).toEqual(["not-required", "required, before not-required"]);
  });

  it("takes a false alarm back to what it was, when it was opened again as one", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine, "SEV2");
    await end(engine, id);
    await reopenIncident(engine, id, { by: ANN, reason: "look again" });
    await end(engine, id, "false-alarm");

    expect(await verdicts(engine, id)).toEqual([
      "required so far",
      "not-required, before required so far",
    ]);
  });

  describe("that people decide", () => {
    it("is kept with who and why, and may be taken back", async () => {
      const engine = judgingEngine(await open());
      const id = await declared(engine);
      await measured(engine, id, 0.01, "final");
      await end(engine, id);

      await askPostmortem(engine, id, { by: BOB, reason: "nobody understood it" });
      expect(postmortemTask(await reread(engine, id))).toMatchObject({ state: "open" });
      await waivePostmortem(engine, id, { by: ANN, reason: "we do now" });
      expect(postmortemTask(await reread(engine, id))).toMatchObject({ state: "dropped" });
      await withdrawWaiver(engine, id, { by: BOB, reason: "not all of it" });

      const { postmortem, ...incident } = await reread(engine, id);
      expect(postmortem).toMatchObject({
        waiver: null,
        askedBy: BOB,
        verdict: { because: ["asked"] },
      });
      expect(postmortemTask(incident)).toMatchObject({ state: "open", owner: { person: "ann" } });
    });
  });

  it("has whoever is on call write it when nobody had it", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine, "SEV1");
    await end(engine, id);

    expect(postmortemTask(await reread(engine, id))).toMatchObject({ owner: { person: "ann" } });
  });

  it("is overdue when nobody has published it in time", async () => {
    const database = await open();
    const engine = judgingEngine(database);
    const id = await declared(engine, "SEV1");
    await end(engine, id);
    const soon = { before: await now(engine), limit: 10 };
    expect(await overduePostmortems(database.kysely, soon)).toEqual([]);

    await database.clock.advance(Duration.fromObject({ days: 5, seconds: 1 }));
    await remind(engine, id);

    const late = { before: await now(engine), limit: 10 };
    expect(await overduePostmortems(database.kysely, late)).toMatchObject([
      { incident: id, title: "Slow", service: "checkout", stage: "none", owner: { name: "Ann" } },
    ]);
    await waivePostmortem(engine, id, { by: ANN, reason: "known" });
    expect(await overduePostmortems(database.kysely, late)).toEqual([]);
  });
});
