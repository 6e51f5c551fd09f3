import { expect, it } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { drawDigest, drawPage } from "#slack/outgoing/draw-page.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import type { Message } from "#slack/words/blocks.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { readPages } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, withPostgres } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { recordStatements } from "#test/support/recorded-statements.ts";

withDatabases("a digest of pages", (open) => {
  it("tells of each incident what became of its own pages", async () => {
    const engine = createEngine(await open());
    await fire(engine, ["DiskFull", "HighLatency"]);
    const { kysely } = engine.database;
    await kysely
      .updateTable("page")
      .set({ state: "failed" })
      .where("incident_id", "=", 2)
      .execute();

    const text = JSON.stringify((await digest(engine)).blocks);

    expect(text).toMatch(/INC-2 ((?!INC-).)*Paging ann \(could not be reached\), level 1/);
    expect(text).toMatch(/INC-1 ((?!INC-).)*Paging ann, level 1/);
  });
});

withPostgres("drawing", (open) => {
  it("asks for no more than a page tells, and for a digest no more than for one incident", async () => {
    const { url } = await open();
    const database = await recordStatements(url ?? "");
    const engine = createEngine(database);
    await fire(engine, ["DiskFull"]);

    const ofPage = await countFor(database, () => page(engine));
    const ofOne = await countFor(database, () => digest(engine));
    await fire(engine, ["HighLatency", "Slow", "Down"]);
    const ofMany = await countFor(database, () => digest(engine));

    expect(ofPage).toBe(2 + OPEN_READ);
    expect(ofMany).toBe(ofOne);
  });
});

/** What the test asks itself. */
const OPEN_READ = 2;

type Counting = Pick<Awaited<ReturnType<typeof recordStatements>>, "count" | "forget">;

async function countFor(
  { count, forget }: Counting,
  work: () => Promise<Message>,
): Promise<number> {
  forget();
  await work();
  return count();
}

async function page(engine: Engine): Promise<Message> {
  const [incident] = await openIncidents(engine.database.kysely, 1);
  const [first] = await readPages(engine.database.kysely, [1]);
  if (incident === undefined || first === undefined) throw new Error("nobody was paged");
  return await drawPage(outgoing(engine), first, incident);
}

async function digest(engine: Engine): Promise<Message> {
  const incidents = await openIncidents(engine.database.kysely, 10);
  return await drawDigest(outgoing(engine), { incidents, unreadable: [] });
}

function outgoing(engine: Engine): Outgoing {
  return { engine, nameOf: (person: string) => person } as unknown as Outgoing;
}

async function fire(engine: Engine, names: readonly string[]): Promise<void> {
  const alerts = names.map((alertname) => ({ alertname, fingerprint: alertname }));
  await deliver(engine, "prod", alertsFromTest(...alerts));
}
