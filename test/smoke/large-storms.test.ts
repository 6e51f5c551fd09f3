import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { paging } from "#test/support/acme.ts";
import type { TestAlert } from "#test/support/alerts.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

const DELIVERIES = 20;
const ALERTS_IN_DELIVERY = 500;
const INCIDENTS = 20;
const INCIDENTS_WITHOUT_SLACK = 10;

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

/** So many groups, whose alerts differ by instance alone. */
function storm(groups: readonly number[], alertsInGroup: number): readonly TestAlert[] {
  return groups.flatMap((group) =>
    Array.from({ length: alertsInGroup }, (_, index) => ({
      alertname: `Broken${group}`,
      labels: { instance: `i${index}` },
    })),
  );
}

/** As Alertmanager does it: again until it is answered 200. */
async function deliver(alerts: readonly TestAlert[]): Promise<void> {
  await eventually(async () => expect(await muster.alert(...alerts)).toBe(200));
}

function numbers(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

async function countOf(database: TestDatabase, what: "alert" | "incident"): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(what)}`.execute(database.kysely);
  return rows[0]?.count ?? 0;
}

/** The incidents that Ann's pages tell of, once for each time. */
async function paged(database: TestDatabase): Promise<readonly number[]> {
  const { rows } = await sql<{ incident: number }>`
    select entry.incident_id as incident from slack_message_entry as entry
    join slack_message as message on message.id = entry.message_id
    where message.kind in ('page', 'page-digest') and message.ts is not null
    order by incident`.execute(database.kysely);
  return rows.map(({ incident }) => incident);
}

/** A busy machine needs minutes for so many. */
const PATIENT = { timeout: 480_000 };

withDatabase("a storm", (open) => {
  it(
    "of ten thousand alerts is all taken in, and one person is paged for it in a few digests",
    { tags: ["F35"], ...PATIENT },
    async ({ annotate }) => {
      const database = await open();
      muster = await startMuster(database, { configuration: paging(["ann"]) });
      const perDelivery = INCIDENTS / DELIVERIES;

      await Promise.all(
        numbers(0, DELIVERIES).map((delivery) => {
          const groups = numbers(delivery * perDelivery, perDelivery);
          return deliver(storm(groups, ALERTS_IN_DELIVERY / perDelivery));
        }),
      );
      await muster.settle();

      expect(await countOf(database, "alert")).toBe(DELIVERIES * ALERTS_IN_DELIVERY);
      const told = await paged(database);
      expect(told).toHaveLength(INCIDENTS);
      expect(new Set(told).size).toBe(INCIDENTS);
      const messages = (await muster.slack.person("ann").pages()).length;
      expect(messages).toBeLessThan(INCIDENTS / 2);
      await annotate(
        `${DELIVERIES * ALERTS_IN_DELIVERY} alerts, ${INCIDENTS} incidents, ${messages} messages to one person`,
        "measured",
      );
    },
  );

  it(
    "while Slack is gone waits in the database; afterwards there is one digest of it",
    { tags: ["F36"], ...PATIENT },
    async () => {
      const database = await open();
      muster = await startMuster(database, { configuration: paging(["ann"]) });
      await muster.slack.trouble({ kind: "500", count: 100_000 });

      expect(await muster.alert(...storm(numbers(0, INCIDENTS_WITHOUT_SLACK), 2))).toBe(200);
      await eventually(async () =>
        expect(await countOf(database, "incident")).toBe(INCIDENTS_WITHOUT_SLACK),
      );
      expect(await paged(database)).toEqual([]);
      await muster.push({ minutes: 4 });
      await muster.slack.act("heal", {});
      await muster.settle();

      const told = await paged(database);
      expect(told).toHaveLength(INCIDENTS_WITHOUT_SLACK);
      expect(new Set(told).size).toBe(INCIDENTS_WITHOUT_SLACK);
      expect(await muster.slack.person("ann").pages()).toHaveLength(1);
    },
  );
});
