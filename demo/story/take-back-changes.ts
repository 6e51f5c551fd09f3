import { MUSTER } from "#domain/actor.ts";
import { readClock } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";
import { lockChanges, noteCancelled, readCurrentChanges } from "#store/duty/schedule-changes.ts";

/** Whoever has the turn by plan is on call again, as soon as Muster looks. Nobody is told of each change. */
export async function takeBackChanges(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await lockChanges(tx);
    const now = await readClock(tx);
    const ids = (await readCurrentChanges(tx, now)).map(({ id }) => id);
    await noteCancelled(tx, ids, MUSTER, now);
  });
}
