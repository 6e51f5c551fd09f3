import { sql } from "kysely";
import { expect, it } from "vitest";
import type { IncidentId } from "#domain/incident/incident.ts";
import { MOST_LETTERS } from "#domain/postmortem/prose.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { movePostmortem, publishPostmortem } from "#engine/postmortem/change-postmortem.ts";
import { writeSection, type Written } from "#engine/postmortem/write-section.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { documentOf, keepDocument, searchDocuments } from "#store/postmortem/search.ts";
import { proseOf, versionsOfSection } from "#store/postmortem/sections.ts";
import { createLogger } from "#telemetry/logger.ts";
import { person } from "#test/support/build.ts";
import { withDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { declared, end, judgingEngine, measured, reread } from "#test/support/judging.ts";

const [ANN, BOB] = [person("ann"), person("bob")];

async function write(
  engine: Engine,
  incident: IncidentId,
  text: string,
  more: { readonly basedOn?: number; readonly by?: typeof ANN; readonly section?: string } = {},
): Promise<Written> {
  return await writeSection(engine, {
    incident,
    section: "summary",
    text,
    basedOn: 0,
    by: ANN,
    ...more,
  });
}

/** Publishes it as it reads now, with this document. */
async function publish(engine: Engine, id: IncidentId, markdown: string): Promise<string> {
  const prose = await proseOf(engine.database.kysely, id);
  const document = { title: "INC-1 Slow", markdown, prose };
  const outcome = await publishPostmortem(engine, id, { by: ANN, document });
  return outcome?.reason ?? "there is no such incident";
}

/** An incident that is over, whose postmortem is in review and has a summary. */
async function reviewed(engine: Engine): Promise<IncidentId> {
  const id = await declared(engine);
  await end(engine, id);
  await write(engine, id, "Cards failed.");
  await movePostmortem(engine, id, { by: ANN, to: "in-review" });
  return id;
}

withDatabases("what people write in a postmortem", (open) => {
  it("is kept in versions, of which the newest is read", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);
    await write(engine, id, "Cards failed.");
    await write(engine, id, "Cards failed for an hour.", { basedOn: 1, by: BOB });

    const { kysely } = engine.database;
    expect([...(await proseOf(kysely, id)).values()]).toMatchObject([
      { section: "summary", text: "Cards failed for an hour.", version: 2, writtenBy: BOB },
    ]);
    expect(await versionsOfSection(kysely, id, { section: "summary" })).toHaveLength(2);
    expect((await reread(engine, id)).postmortem.stage).toBe("draft");
  });

  it("is not lost when two write at once: one hears what the other wrote", async () => {
    const database = await open();
    const [engine, other] = [judgingEngine(database), createEngine(database)];
    const id = await declared(engine);
    await write(engine, id, "Cards failed.");

    const outcomes = await Promise.all([
      write(engine, id, "Cards failed for an hour.", { basedOn: 1 }),
      write(other, id, "Every second card failed.", { basedOn: 1, by: BOB }),
    ]);

    const prose = (await proseOf(database.kysely, id)).get("summary");
    expect(outcomes).toContainEqual({ kind: "written", version: 2 });
    expect(outcomes).toContainEqual({ kind: "conflict", now: prose, between: [prose] });
    const second = await write(other, id, "Both, in one text.", { basedOn: 2, by: BOB });
    expect(second).toEqual({ kind: "written", version: 3 });
  });

  it("is not written while one reads what two others wrote", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);
    await write(engine, id, "one");
    await write(engine, id, "two", { basedOn: 1 });
    await write(engine, id, "three", { basedOn: 2, by: BOB });

    expect(await write(engine, id, "mine", { basedOn: 1 })).toMatchObject({
      kind: "conflict",
      now: { text: "three" },
      between: [{ text: "two" }, { text: "three", writtenBy: BOB }],
    });
  });

  it("reaches no log, also when the database refuses it", async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const logger = createLogger({ level: "trace", destination });
    const database = await open();
    const engine = { ...judgingEngine(database), logger };
    const id = await declared(engine);
    await write(engine, id, "Bob was tired.");
    await write(engine, id, "Eve was tired.");
    const { kysely } = database;
    await sql`alter table postmortem_section add constraint once check (version < 2)`.execute(
      kysely,
    );

    const refused = await write(engine, id, "Ann was tired.", { basedOn: 1 }).catch(
      (error: unknown) => error,
    );
    await sql`alter table postmortem_section drop constraint once`.execute(kysely);
    logger.error({ err: refused }, "what was asked for failed");

    expect(lines.join("")).toContain("violates check constraint");
    expect(lines.join("")).not.toContain("tired");
  });

  it("is found by its words once it is kept", async () => {
    const engine = judgingEngine(await open());
    const { database } = engine;
    const { kysely } = database;
    const id = await reviewed(engine);
    const markdown = "# Summary\n\nThe **card processor** answered late, so payments were failing.";
    await publish(engine, id, markdown);
    const other = await declared(engine, "SEV3", { form: "V2" });
    await database.transaction(async (tx) => {
      await keepDocument(tx, {
        incident: other,
        title: "INC-2 Disk",
        markdown: "The disk was full.",
      });
    });

    const found = { incident: id, title: "INC-1 Slow", service: "checkout", stage: "published" };
    const asked = { limit: 5 };
    expect(await searchDocuments(kysely, { ...asked, words: "payment fails" })).toMatchObject([
      found,
    ]);
    expect(await searchDocuments(kysely, { ...asked, words: '"card processor"' })).toMatchObject([
      { excerpt: expect.stringContaining("card processor") },
    ]);
    expect(await searchDocuments(kysely, { ...asked, words: "processor -card" })).toEqual([]);
    expect(await searchDocuments(kysely, { ...asked, words: '& | ! :* "' })).toEqual([]);
    expect(await searchDocuments(kysely, { ...asked, service: "payments" })).toEqual([]);
    const all = await searchDocuments(kysely, { limit: 5 });
    expect(all.map(({ incident }) => incident)).toEqual([other, id]);
  });
});

withDatabase("a section of a postmortem", (open) => {
  it("is written once, though its form comes twice", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);

    for (const _ of [1, 2]) {
      expect(await write(engine, id, "Cards failed.")).toEqual({ kind: "written", version: 1 });
    }
    const entries = await readTimeline(engine.database.kysely, id);
    expect(entries.filter(({ event }) => event.kind === "postmortem-section-written")).toHaveLength(
      1,
    );
  });

  it("stands on the timeline without its text", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);
    await write(engine, id, "Bob was tired.");

    const entries = await readTimeline(engine.database.kysely, id);
    expect(JSON.stringify(entries)).not.toContain("tired");
    expect(entries.at(-1)).toMatchObject({ by: ANN, event: { section: "summary", version: 1 } });
  });

  it.each([
    ["with every letter that a database takes", "a\0b", "ab"],
    ["as it was written", "  a\n\n😀 ' \" \\ <!here>  ", "  a\n\n😀 ' \" \\ <!here>  "],
    ["empty", "", ""],
  ])("is kept %s", async (_, text, expected) => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);
    await write(engine, id, text);

    expect((await proseOf(engine.database.kysely, id)).get("summary")?.text).toBe(expected);
  });

  it("has a size, and says so", async () => {
    const engine = judgingEngine(await open());
    const id = await declared(engine);

    const outcome = await write(engine, id, "a".repeat(MOST_LETTERS + 1));
    expect(outcome).toMatchObject({
      reason: expect.stringMatching(/20001 letters.*20000 at most/),
    });
    expect(await write(engine, id, "a".repeat(MOST_LETTERS))).toMatchObject({ kind: "written" });
  });
});

withDatabase("publishing a postmortem", (open) => {
  it("keeps its document as it was, until it is taken back", async () => {
    const database = await open();
    const engine = judgingEngine(database);
    const id = await reviewed(engine);
    expect(await publish(engine, id, "# As it was")).toBe("it is published");

    const redrawn = { incident: id, title: "INC-1", markdown: "# Redrawn" };
    await database.transaction((tx) => keepDocument(tx, redrawn));
    expect(await documentOf(database.kysely, id)).toMatchObject({ markdown: "# As it was" });
    expect(await write(engine, id, "More", { basedOn: 1 })).toMatchObject({ kind: "refused" });

    await movePostmortem(engine, id, { by: BOB, to: "in-review" });
    await database.transaction((tx) => keepDocument(tx, redrawn));
    expect(await documentOf(database.kysely, id)).toMatchObject({
      markdown: "# Redrawn",
      publishedAt: null,
    });
    expect(await write(engine, id, "More", { basedOn: 1 })).toEqual({
      kind: "written",
      version: 2,
    });
  });

  it("waits for a summary", async () => {
    const engine = judgingEngine(await open());
    const id = await reviewed(engine);
    await write(engine, id, "   ", { basedOn: 1 });

    expect(await publish(engine, id, "# Empty")).toBe("write its summary first");
    expect(await documentOf(engine.database.kysely, id)).toBeNull();
  });

  it("is refused to whoever has not seen what another wrote", async () => {
    const engine = judgingEngine(await open());
    const id = await reviewed(engine);
    const prose = await proseOf(engine.database.kysely, id);
    await write(engine, id, "Something else.", { section: "impact", by: BOB });

    const document = { title: "INC-1", markdown: "# Old", prose };
    const outcome = await publishPostmortem(engine, id, { by: ANN, document });
    expect(outcome).toMatchObject({
      changed: false,
      reason: "bob has written in impact since you looked: look again, then publish it",
    });
  });

  it("waits for a repair that the error budget asks for", async () => {
    const engine = judgingEngine(await open());
    const id = await reviewed(engine);
    await measured(engine, id, 0.36, "final");
    expect(await publish(engine, id, "# None")).toMatch(/needs a follow-up of priority P0/);

    const repair = { type: "followup", text: "alert on it", owner: BOB, due: null } as const;
    const how = { key: "one", link: null, priority: "P0" } as const;
    await changeIncident(engine, id, () => ({ kind: "add-task", by: ANN, ...repair, ...how }));
    expect(await publish(engine, id, "# One")).toBe("it is published");
    expect((await reread(engine, id)).tasks.map(({ state }) => state)).toEqual(["done", "open"]);
  });
});
