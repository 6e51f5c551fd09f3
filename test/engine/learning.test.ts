import { type DateTime, Duration } from "luxon";
import { expect, it } from "vitest";
import { type IncidentCommand } from "#domain/incident/command.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import type { ShareQuestion } from "#domain/objective/measured-share.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { followBudgets } from "#engine/budget/follow-budgets.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { followReports } from "#engine/learning/follow-reports.ts";
import { readLearning } from "#engine/learning/read-learning.ts";
import { settleBudgetDays } from "#engine/learning/settle-budget-days.ts";
import { insertShifts } from "#store/duty/shifts.ts";
import { pagesOfIncident, endPage } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabase, withDatabases } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";

const ANN = person("ann");
const ONE = IncidentId.parse(1);
const settings = configuration({
  schedules: {
    shop: {
      name: "Shop",
      team: "checkout",
      timezone: "Europe/Berlin",
      layers: [{ anchor: "2026-01-05T00:00", every: { n: 1, unit: "days" }, members: ["ann"] }],
    },
  },
});

withDatabases("what a team learns from", (open) => {
  it("is read from incidents, pages and follow-ups as they were, without drills", async () => {
    const database = await open();
    const engine = createEngine(database, { configuration: settings });
    const start = (await database.clock.now()).minus({ minutes: 1 });
    const down = { alertname: "Down", fingerprint: "f1", startsAt: start.toISO() };
    await deliver(engine, "prod", alertsFromTest(down));
    await arrive(database);
    await wait(database, { minutes: 4 });
    await change(engine, { kind: "acknowledge", by: ANN });
    await change(engine, followUp("Add a limit", start.plus({ hours: 1 })));
    await change(engine, followUp("Say it in the runbook", null));
    await wait(database, { hours: 2 });
    await change(engine, { kind: "finish-task", by: ANN, number: 2 });
    await change(engine, { kind: "resolve", by: ANN, reason: "mended" });
    await change(engine, { kind: "give-verdict", by: ANN, verdict: "actionable" });
    const drill = { form: "V1", service: "checkout", severity: "SEV1", title: "Fire" } as const;
    await declareIncident(engine, { ...drill, by: ANN, isDrill: true });
    await onCall(database, start);

    const learning = await readLearning(
      engine,
      { kind: "team", team: "checkout" },
      { start: start.toMillis(), end: (await database.clock.now()).toMillis() + 1 },
    );

    expect(learning.rules).toMatchObject([
      {
        alert: "Down",
        service: "checkout",
        opened: 1,
        found: 1,
        judged: 1,
        actionable: 1,
        paging: [1],
      },
    ]);
    expect(learning.whole).toMatchObject({ incidents: 1, load: { pages: 1 } });
    expectMinutes(learning.whole.timings.acknowledge.median, 4);
    expectMinutes(learning.whole.timings.resolve.median, 125);
    expect(learning.whole.pagesPerShift).toBeCloseTo(1);
    expect(learning.repairs).toMatchObject({ made: 2, done: 1, open: 1, due: 1, kept: 0 });
    expect(learning.repairs.overdue).toMatchObject([{ incident: 1, text: "Add a limit" }]);
    expect(learning.repairs.days.median).toBeCloseTo(2 / 24, 2);
  });

  it("is of the services that are asked for, and of the time", async () => {
    const database = await open();
    const engine = createEngine(database, { configuration: settings });
    const before = (await database.clock.now()).minus({ minutes: 1 }).toMillis();
    await deliver(engine, "prod", alertsFromTest({ alertname: "Down", fingerprint: "f1" }));
    const after = (await database.clock.now()).plus({ minutes: 1 }).toMillis();

    async function incidents(service: string, start: number, end: number): Promise<number> {
      const subject = { kind: "service", service } as const;
      return (await readLearning(engine, subject, { start, end })).whole.incidents;
    }

    expect(await incidents("checkout", before, after)).toBe(1);
    expect(await incidents("checkout", before - 60_000, before)).toBe(0);
    // Far more than is asked for at once.
    expect(await incidents("checkout", before - 100 * 86_400_000, after)).toBe(1);
    expect(await incidents("unknown", before, after)).toBe(0);
  });
});

withDatabases("a weekly report", (open) => {
  it("is noted once for each week, on time or late, and a week late not at all", async () => {
    const database = await open();
    const [one, other] = [0, 1].map(() => createEngine(database, { configuration: settings }));
    if (one === undefined || other === undefined) throw new Error("there are two");
    await toMonday(database, 8);
    await followReports(one);
    const told = await weeksTold(database);

    await wait(database, { minutes: 59 });
    await followReports(one);
    expect(await weeksTold(database)).toEqual(told);

    await wait(database, { minutes: 2 });
    await Promise.all([followReports(one), followReports(other), followReports(one)]);
    const onTime = await weeksTold(database);
    expect(onTime).toHaveLength(told.length + 1);
    // No card waits until it is written.
    expect(await lanesOf(database, "notice")).toEqual(["notice:channel/team-checkout"]);

    // Nobody runs for most of two weeks: of the first of them nothing is told any more.
    await wait(database, { days: 17 });
    await followReports(other);
    const late = await weeksTold(database);
    expect(late).toHaveLength(onTime.length + 1);
    expect(weekNumber(late.at(-1)) - weekNumber(onTime.at(-1))).not.toBe(1);
  });

  it("is looked for again at the next time, and not where it is off", async () => {
    const database = await open();
    const off = { name: "Checkout", channel: "#team-checkout", report: "off" };
    const quiet = configuration({ teams: { checkout: off } });
    await toMonday(database, 10);
    await followReports(createEngine(database, { configuration: settings }));
    const booked = await bookedAt(database);

    await followReports(createEngine(database, { configuration: quiet }));

    expect(booked?.setZone("Europe/Berlin").toFormat("ccc HH:mm")).toBe("Mon 09:00");
    expect(await bookedAt(database)).toBeUndefined();
  });
});

withDatabase("the history of an error budget", (open) => {
  it("has how each day ended, and what it used once it is over", async () => {
    const database = await open();
    const asked: ShareQuestion[] = [];
    const left = { remaining: 0.5 };
    const engine = createEngine(database, { budgets: readerOf(left, asked) });
    await toMonday(database, 12);
    await followBudgets(engine);
    await wait(database, { hours: 4 });
    left.remaining = 0.4;
    await followBudgets(engine);
    await settleBudgetDays(engine);
    expect(asked).toEqual([]);

    await wait(database, { days: 1 });
    await settleBudgetDays(engine);
    await settleBudgetDays(engine);

    const days = await database.kysely.selectFrom("budget_day").selectAll().execute();
    expect(days).toMatchObject([{ objective: "checkout-requests", remaining: 0.4, spent: 0.07 }]);
    expect(asked).toHaveLength(1);
    const [{ impact }] = asked as [ShareQuestion];
    expect(Number(impact?.end) - Number(impact?.start)).toBe(86_400);
  });
});

/** The test itself takes a little while, too. */
function expectMinutes(found: number | null, expected: number): void {
  expect(found).toBeGreaterThan(expected - 0.1);
  expect(found).toBeLessThan(expected + 3);
}

function readerOf(left: { remaining: number }, asked: ShareQuestion[]): BudgetReader {
  const promise = { service: "checkout", name: "answers", target: "99.9" };
  return {
    objectives: () => [objective()],
    read: async () => ({ objective: promise, window: "30d", burn: 1, untilGone: null, ...left }),
    chart: () => Promise.reject(new Error("nobody asks for it here")),
    retention: () => Promise.resolve(null),
    inputs: () => Promise.reject(new Error("nobody asks for it here")),
    measure: async (question) => {
      asked.push(question);
      const share = { quality: "measured", share: 0.07, notes: [], bad: 1, total: 2 } as const;
      const rest = { remainingBefore: null, remainingAfter: null };
      return { impact: null, share: { ...share, ...rest }, asked: [], warnings: [] };
    },
  };
}

function followUp(text: string, due: DateTime | null): Exclude<IncidentCommand, { kind: "open" }> {
  const task = { type: "followup", text, owner: null, due, link: null } as const;
  return { kind: "add-task", by: ANN, key: text, ...task };
}

async function change(
  engine: Engine,
  command: Exclude<IncidentCommand, { kind: "open" }>,
): Promise<void> {
  await changeIncident(engine, ONE, () => command);
}

async function wait(database: TestDatabase, duration: object): Promise<void> {
  await database.clock.advance(Duration.fromObject(duration));
}

/** As if Slack had taken every page that waits. */
async function arrive(database: TestDatabase): Promise<void> {
  for (const { id } of await pagesOfIncident(database.kysely, ONE)) {
    await database.transaction((tx) => endPage(tx, id, "sent", null));
  }
}

async function onCall(database: TestDatabase, start: DateTime): Promise<void> {
  const shift = { start: start.toMillis(), end: null, person: "ann", source: "rota" } as const;
  await database.transaction((tx) => insertShifts(tx, "shop", [shift]));
}

/** Pushes the clock to that hour of the next Monday in Berlin. */
async function toMonday(database: TestDatabase, hour: number): Promise<void> {
  const now = (await database.clock.now()).setZone("Europe/Berlin");
  const monday = now.startOf("week").plus({ weeks: 1 }).set({ hour });
  await database.clock.advance(monday.diff(now));
}

async function weeksTold(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.kysely.selectFrom("notice").select("key").orderBy("id").execute();
  return rows.map(({ key }) => key);
}

function weekNumber(key = ""): number {
  return Number(key.slice(-2));
}

async function lanesOf(database: TestDatabase, kind: string): Promise<readonly string[]> {
  const jobs = database.kysely.selectFrom("job").select("lane").distinct().where("kind", "=", kind);
  return (await jobs.execute()).map(({ lane }) => lane);
}

async function bookedAt(database: TestDatabase): Promise<DateTime | undefined> {
  const job = await database.kysely
    .selectFrom("job")
    .select("run_at")
    .where("kind", "=", "report")
    .executeTakeFirst();
  return job?.run_at;
}
