import { sql } from "kysely";
import { DateTime, Duration } from "luxon";
import { expect, it } from "vitest";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { POSTMORTEM_KEY } from "#domain/response/task.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { readLearning } from "#engine/learning/read-learning.ts";
import { pastIncidents } from "#store/learning/past-incidents.ts";
import { insertPages, pagesOfIncident, endPage } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

const ANN = person("ann");
const ONE = IncidentId.parse(1);

withDatabases("of what happened", (open) => {
  it("a person's first call counts once, when it came, and no question whether they still have it", async () => {
    const database = await open();
    const engine = createEngine(database);
    await deliver(engine, "prod", alertsFromTest({ alertname: "Down", fingerprint: "f1" }));
    const noon = DateTime.fromISO("2030-01-06T12:00Z");
    const [ann, bob] = ["ann", "bob"].map((one) => ({ kind: "person", person: one }) as const);
    if (ann === undefined || bob === undefined) throw new Error("there are two");
    const page = { incident: ONE, reason: "it waits", urgency: "high", kind: "call" } as const;
    await database.transaction((tx) =>
      insertPages(tx, [
        { ...page, step: 11, target: ann, at: noon },
        { ...page, step: 12, target: bob, kind: "ask", at: noon.plus({ minutes: 1 }) },
        { ...page, step: 13, target: ann, at: noon.plus({ days: 1 }) },
        { ...page, step: 14, target: bob, at: noon.plus({ days: 1 }) },
      ]),
    );
    for (const { id, step } of await pagesOfIncident(database.kysely, ONE)) {
      if (step >= 11) await database.transaction((tx) => endPage(tx, id, "sent", null));
    }

    async function pages(from: DateTime): Promise<number> {
      const subject = { kind: "all" } as const;
      const span = { start: from.toMillis(), end: from.plus({ hours: 12 }).toMillis() };
      return (await readLearning(engine, subject, span)).whole.load.pages;
    }

    expect(await pages(noon)).toBe(1);
    expect(await pages(noon.plus({ days: 1 }))).toBe(1);
  });

  it("an incident that cannot be read is named, not counted", async () => {
    const database = await open();
    const engine = createEngine(database);
    const now = await database.clock.now();
    await deliver(engine, "prod", alertsFromTest({ alertname: "Down", fingerprint: "f1" }));
    await database.kysely
      .updateTable("incident")
      .set({ state: sql`state || '{"status": "pondered"}'` })
      .execute();

    const learning = await readLearning(engine, { kind: "all" }, minutesAround(now));

    expect(learning.unreadable).toEqual([1]);
    expect(learning.whole.incidents).toBe(0);
  });

  it("follow-ups are known that are urgent, that are repairs and that were dropped", async () => {
    const database = await open();
    const engine = createEngine(database);
    const now = await database.clock.now();
    await deliver(engine, "prod", alertsFromTest({ alertname: "Down", fingerprint: "f1" }));
    await change(engine, { ...followUp("Add a limit", now), priority: "P0" });
    await change(engine, followUp("Say it in the runbook", now));
    await change(engine, { kind: "drop-task", by: ANN, number: 2 });
    await change(engine, { ...followUp("Write it", now), key: POSTMORTEM_KEY });
    await database.clock.advance(Duration.fromObject({ minutes: 1 }));

    const { kysely } = database;
    const [incident] = await pastIncidents(
      kysely,
      ["checkout"],
      minutesAround(now),
      () => undefined,
    );
    const { repairs, overduePostmortems } = await readLearning(
      engine,
      { kind: "all" },
      minutesAround(now),
    );

    expect(incident?.followUps).toBe(1);
    expect(repairs).toMatchObject({ made: 2, dropped: 1, overdue: [{ number: 1, isP0: true }] });
    expect(overduePostmortems).toMatchObject([{ number: 3 }]);
  });
});

function minutesAround(moment: DateTime): Span {
  const [start, end] = [moment.minus({ minutes: 1 }), moment.plus({ minutes: 10 })];
  return { start: start.toMillis(), end: end.toMillis() };
}

type AddTask = Extract<IncidentCommand, { readonly kind: "add-task" }>;

function followUp(text: string, due: DateTime): AddTask {
  const task = { type: "followup", text, owner: null, due, link: null } as const;
  return { kind: "add-task", by: ANN, key: text, ...task };
}

async function change(
  engine: Engine,
  command: Exclude<IncidentCommand, { kind: "open" }>,
): Promise<void> {
  await changeIncident(engine, ONE, () => command);
}
