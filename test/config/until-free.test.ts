import { expect, it } from "vitest";
import { untilFree } from "#app/until-free.ts";
import { DatabaseRefused } from "#store/database/database-refused.ts";
import { silent } from "#test/support/database-template.ts";

const LOCK_TIMEOUT = Object.assign(new Error("canceling statement due to lock timeout"), {
  code: "55P03",
});

/** Fails so many times before it is done; says how often it was tried. */
function failing(times: number, error: Error) {
  let tried = 0;
  return {
    tried: () => tried,
    work: async (): Promise<void> => {
      tried += 1;
      if (tried <= times) throw error;
    },
  };
}

it("tries again while other replicas hold what is needed", async () => {
  const { work, tried } = failing(3, LOCK_TIMEOUT);

  await untilFree(silent, work, 0);

  expect(tried()).toBe(4);
});

it("looks through the words in which a migration was refused", async () => {
  const refused = new DatabaseRefused("migration", "0042 failed.", { cause: LOCK_TIMEOUT });
  const { work, tried } = failing(1, refused);

  await untilFree(silent, work, 0);

  expect(tried()).toBe(2);
});

it("gives up in the end, and at once when something else is wrong", async () => {
  const [busy, broken] = [failing(1000, LOCK_TIMEOUT), failing(1, new Error("no such table"))];

  await expect(untilFree(silent, busy.work, 0)).rejects.toBe(LOCK_TIMEOUT);
  await expect(untilFree(silent, broken.work, 0)).rejects.toThrow("no such table");

  expect([busy.tried(), broken.tried()]).toEqual([10, 1]);
});
