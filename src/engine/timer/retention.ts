import { dropServiceChanges } from "#engine/delivery/note-service-changes.ts";
import type { Engine } from "#engine/engine.ts";
import { dropOldDeliveries } from "#store/alert/deliveries.ts";
import { followLeavers, forgetPerson } from "#store/page/leavers.ts";
import { dropOldTests } from "#store/page/test-pages.ts";

/** What is past its time goes, little by little. */
export const RETENTION = [dropDeliveries, dropServiceChanges, dropTests, forgetLeavers];

async function dropDeliveries({ database, configuration }: Engine): Promise<void> {
  const { deliveries: read, quarantine: unread } = configuration().retention;
  await dropOldDeliveries(database, { read, unread });
}

async function dropTests({ database, configuration }: Engine): Promise<void> {
  await dropOldTests(database, configuration().retention.tests);
}

async function forgetLeavers({ database, configuration, logger }: Engine): Promise<void> {
  const { people, retention } = configuration();
  const forgotten = await database.transaction(async (tx) => {
    const gone = await followLeavers(tx, [...people.keys()], retention.leavers);
    for (const person of gone) await forgetPerson(tx, person);
    return gone;
  });
  if (forgotten.length > 0) logger.info({ people: forgotten }, "forgot people who left");
}
