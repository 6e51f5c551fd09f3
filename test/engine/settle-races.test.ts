import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { settlePage, stillNeeded } from "#engine/page/settle-page.ts";
import type { Transaction } from "#store/database/database.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { readPages } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withPostgres } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { holdOpen, untilWaiting } from "#test/support/held-open.ts";
import { storyOf } from "#test/support/story.ts";

withPostgres("a page that somebody else settles while its incident is waited for", (open) => {
  it("is not sent again, and the others are", async () => {
    const database = await open();
    const engine = createEngine(database);
    await fire(engine, ["DiskFull", "HighLatency"]);

    const commit = await holdOpen(database, (tx) => sendFirst(engine, tx));
    const planning = database.transaction((tx) => stillNeeded(engine, tx, [1, 2]));
    await untilWaiting(database, 1);
    await commit();

    expect((await planning).map(({ page }) => page.id)).toEqual([2]);
    expect((await readPages(database.kysely, [1]))[0]?.state).toBe("sent");
    const story = storyOf(await readTimeline(database.kysely, IncidentId.parse(1)));
    expect(story.slice(3)).toEqual(["muster: page-sent, ann"]);
  });
});

/** What a worker notes that has sent the first page. */
async function sendFirst(engine: Engine, tx: Transaction): Promise<void> {
  const [page] = await readPages(tx, [1]);
  if (page === undefined) throw new Error("nobody was paged");
  await settlePage(engine, tx, page, { kind: "sent", via: "slack" });
}

async function fire(engine: Engine, names: readonly string[]): Promise<void> {
  const alerts = names.map((alertname) => ({ alertname, fingerprint: alertname }));
  await deliver(engine, "prod", alertsFromTest(...alerts));
}
