import type { Engine } from "#engine/engine.ts";
import { REACH_LANES } from "#engine/reach.ts";
import { finish } from "#store/job/lanes.ts";
import { saveWishes } from "#store/page/contacts.ts";
import { sendNotices } from "#ways/send-notices.ts";
import type { WaySetting } from "#ways/way.ts";
import { WAYS } from "#ways/ways.ts";
import type { TestDatabase } from "./database.ts";
import { claim } from "./outbox.ts";

/** What a person would have typed in Slack: an address for each way, and when some of them are used. */
export async function giveAddresses(
  database: TestDatabase,
  person: string,
  addresses: Readonly<Record<string, string>>,
  minutes: Readonly<Record<string, number>> = {},
): Promise<void> {
  const contacts = Object.entries(addresses).map(([way, address]) => {
    return { person, way, address, slackId: `U00000${person.toUpperCase()}` };
  });
  const rules = Object.entries(minutes).map(([way, after]) => {
    return { way, urgency: "high", minutes: after } as const;
  });
  await database.transaction((tx) => saveWishes(tx, person, { contacts, rules }));
}

/** Sends by all ways beside Slack what is due now; what is put off stays. */
export async function reachPeople(
  engine: Engine,
  database: TestDatabase,
  setting: () => WaySetting,
): Promise<void> {
  const ways = { engine, all: WAYS, setting };
  for (;;) {
    const held = await claim(database, {
      owner: "reach",
      leaseSeconds: 60,
      classes: REACH_LANES,
      limit: 100,
    });
    if (held === null) return;
    const { lane, now } = held;
    const { signal } = new AbortController();
    const outcome = await sendNotices(ways, held.jobs, { lane, now, signal });
    await database.transaction((tx) => finish(tx, held, outcome));
  }
}
