import { sql } from "kysely";
import { expect, it } from "vitest";
import { afterCommit } from "#store/database/transaction.ts";
import { withDatabases } from "#test/support/database.ts";

withDatabases("a transaction that fails", (open) => {
  it.each([
    ["because it would deadlock", "40P01", 4],
    ["because it is not serializable", "40001", 4],
    ["because a lock could not be had in time", "55P03", 3],
    ["for any other reason", "22012", 1],
  ])("%s (%s) is tried %d times in all", { tags: ["F13"] }, async (_, state, times) => {
    const database = await open();
    let tried = 0;

    const failing = database.transaction(async (tx) => {
      tried += 1;
      await sql`do ${sql.raw(`$$ begin raise exception using errcode = '${state}'; end $$`)}`.execute(
        tx,
      );
    });

    await expect(failing).rejects.toMatchObject({ code: state });
    expect(tried).toBe(times);
  });
});

withDatabases("what follows from a transaction", (open) => {
  it("is done once it is committed, and only then", async () => {
    const database = await open();
    const done: string[] = [];
    let tried = 0;

    await database.transaction(async (tx) => {
      tried += 1;
      afterCommit(tx, () => done.push(`try ${tried}`));
      if (tried === 1) {
        await sql`do $$ begin raise exception using errcode = '40001'; end $$`.execute(tx);
      }
      expect(done).toEqual([]);
    });

    expect(done).toEqual(["try 2"]);
  });

  it("does not have it begun again when it fails", async () => {
    const database = await open();
    let tried = 0;

    const failing = database.transaction(async (tx) => {
      tried += 1;
      await sql`select 1`.execute(tx);
      afterCommit(tx, () => {
        throw Object.assign(new Error("as if it could not be serialized"), { code: "40001" });
      });
    });

    await expect(failing).rejects.toThrow("as if");
    expect(tried).toBe(1);
  });
});
