import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import {
  type NeededPage,
  settlePages,
  stillNeeded,
  type PageResult,
} from "#engine/page/settle-page.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { type Page, readPages } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, withPostgres } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { recordStatements } from "#test/support/recorded-statements.ts";
import { storyOf } from "#test/support/story.ts";

const SENT: PageResult = { kind: "sent", via: "slack" };
const FAILED: PageResult = { kind: "failed", error: "user_not_found" };
const TOGETHER = 20;

withPostgres("pages that went out together", (open) => {
  it("are settled in as many statements as one page", async () => {
    const { url } = await open();
    const database = await recordStatements(url ?? "");
    const engine = createEngine(database);
    await fire(engine, TOGETHER + 1);
    const [alone, ...others] = await allPages(engine);

    database.forget();
    await settle(engine, alone === undefined ? [] : [alone], SENT);
    const ofOne = database.count();
    database.forget();
    await settle(engine, others, SENT);

    expect(others).toHaveLength(TOGETHER);
    expect(database.count()).toBe(ofOne);
  });

  it("are looked at before in as many statements as one page", async () => {
    const { url } = await open();
    const database = await recordStatements(url ?? "");
    const engine = createEngine(database);
    await fire(engine, TOGETHER + 1);
    const ids = (await allPages(engine)).map(({ id }) => id);

    database.forget();
    const one = await needed(engine, ids.slice(0, 1));
    const ofOne = database.count();
    database.forget();
    const others = await needed(engine, ids.slice(1));

    expect([one.length, others.length]).toEqual([1, TOGETHER]);
    expect(database.count()).toBe(ofOne);
  });
});

withDatabases("pages that failed together", (open) => {
  it("have the next level paged once in the incident that they share", async () => {
    const notify = ["ann", "bob"].map((name) => ({ person: name }));
    const levels = [{ notify }, { notify: [{ person: "eve" }] }];
    const engine = createEngine(await open(), {
      configuration: configuration({ policies: { checkout: { levels } } }),
    });
    await fire(engine, 1);

    await settle(engine, await allPages(engine), FAILED);

    const { kysely } = engine.database;
    const story = storyOf(await readTimeline(kysely, IncidentId.parse(1))).slice(3);
    expect(story).toEqual([
      "muster: page-failed, ann, user_not_found",
      "muster: paged, eve, the page could not be delivered",
      "muster: page-failed, bob, user_not_found",
    ]);
    expect((await allPages(engine)).map(({ state }) => state)).toEqual([
      "failed",
      "failed",
      "pending",
    ]);
  });
});

async function fire(engine: Engine, count: number): Promise<void> {
  const alerts = Array.from({ length: count }, (_, nth) => {
    return { alertname: `Shard${nth}`, fingerprint: `shard-${nth}` };
  });
  await deliver(engine, "prod", alertsFromTest(...alerts));
}

async function allPages({ database: { kysely } }: Engine): Promise<readonly Page[]> {
  const rows = await kysely.selectFrom("page").select("id").execute();
  return await readPages(
    kysely,
    rows.map(({ id }) => id),
  );
}

async function settle(engine: Engine, pages: readonly Page[], result: PageResult): Promise<void> {
  await engine.database.transaction((tx) => settlePages(engine, tx, pages, result));
}

async function needed(engine: Engine, ids: readonly number[]): Promise<readonly NeededPage[]> {
  return await engine.database.transaction((tx) => stillNeeded(engine, tx, ids));
}
