import { Duration } from "luxon";
import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { tick } from "#engine/timer/tick.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { withPostgres } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

const ROUNDS = 10;

withPostgres("an acknowledgement that comes with the moment to escalate", (open) => {
  it("is followed by no page, whichever came first", { tags: ["F27"] }, async ({ annotate }) => {
    const database = await open();
    const engine = createEngine(database);
    const ids = Array.from({ length: ROUNDS }, (_, index) => IncidentId.parse(index + 1));
    for (const id of ids) {
      await deliver(
        engine,
        "prod",
        alertsFromTest({ alertname: `Broken${id}`, fingerprint: `${id}` }),
      );
    }
    await database.clock.advance(Duration.fromObject({ minutes: 5, seconds: 1 }));

    await Promise.all(
      ids.flatMap((id) => [
        tick(engine, id),
        changeIncident(engine, id, () => ({ kind: "acknowledge", by: person("ann") })),
      ]),
    );
    await database.clock.advance(Duration.fromObject({ minutes: 5 }));
    for (const id of ids) await tick(engine, id);

    const stories = await Promise.all(
      ids.map(async (id) => {
        const entries = await readTimeline(database.kysely, id);
        return entries.map(({ event }) => event.kind);
      }),
    );
    for (const kinds of stories) {
      expect(kinds).toContain("acknowledged");
      expect(kinds.slice(kinds.indexOf("acknowledged"))).not.toContain("paged");
    }
    await annotate(`${ROUNDS} races, 0 pages after an acknowledgement`, "measured");
  });
});
