import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { intendOne } from "#store/slack/slack-messages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

/** More often than any database waits before it plans a statement without its values. */
const OFTEN = 30;

withDatabases("the one card of an incident", (open) => {
  it("is noted once, also when cards have been noted often", async () => {
    const database = await open();
    const numbers = Array.from({ length: OFTEN }, (_, index) => index + 1);
    const alerts = numbers.map((number) => ({ alertname: `A${number}`, fingerprint: `${number}` }));
    await deliver(createEngine(database), "prod", alertsFromTest(...alerts));

    const noted = new Set<number>();
    for (const number of [...numbers, ...numbers]) {
      const incident = IncidentId.parse(number);
      noted.add((await intendOne(database, "card", incident, "#team-checkout")).id);
    }

    expect(noted.size).toBe(OFTEN);
  });
});
