import { expect, it } from "vitest";
import { insertPageMessage, messagesOfPages } from "#store/page/page-messages.ts";
import { readPages } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

withDatabases("a message that is to deliver pages", (open) => {
  it("gets those alone that no message before it was begun for", async () => {
    const database = await open();
    await deliver(
      createEngine(database),
      "prod",
      alertsFromTest(
        { alertname: "DiskFull", fingerprint: "f1" },
        { alertname: "HighLatency", fingerprint: "f2" },
      ),
    );

    const before = await note(database, [1]);
    const after = await note(database, [1, 2]);

    expect([...before.pages]).toEqual([1]);
    expect([...after.pages]).toEqual([2]);
    const messages = await messagesOfPages(database.kysely, [1, 2]);
    expect(messages.get(1)?.id).toBe(before.message.id);
    expect(messages.get(2)?.id).toBe(after.message.id);
  });

  it("is noted also when others were begun for all of them", async () => {
    const database = await open();
    await deliver(
      createEngine(database),
      "prod",
      alertsFromTest({ alertname: "DiskFull", fingerprint: "f1" }),
    );

    const before = await note(database, [1]);
    const after = await note(database, [1]);

    expect(after.pages.size).toBe(0);
    expect(after.message.id).not.toBe(before.message.id);
  });
});

async function note(database: TestDatabase, ids: readonly number[]) {
  return await database.transaction(async (tx) => {
    const pages = await readPages(tx, ids);
    return await insertPageMessage(tx, { kind: "page-digest", place: "ann" }, pages);
  });
}
