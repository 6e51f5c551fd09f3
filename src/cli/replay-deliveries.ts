import type { DateTime } from "luxon";
import { oneLine } from "#domain/text.ts";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import { findDelivery, type KeptDelivery, replayDelivery } from "#store/alert/quarantine.ts";
import type { Database } from "#store/database/database.ts";
import { noDelivery } from "./delivery-argument.ts";
import { refuseOld } from "./refuse-old.ts";
import { withDatabase } from "./with-database.ts";

const NAME_LENGTH = 100;

type Wish = { readonly ids: readonly number[]; readonly by: string; readonly again: boolean };

type Outcome = { readonly ok: boolean; readonly words: string };

/** Hands deliveries in again through the usual way; what becomes of each is said in a line. */
export async function replayDeliveries(
  environment: NodeJS.ProcessEnv,
  { ids, by, again }: Wish,
): Promise<void> {
  const wish = { by: oneLine(by, NAME_LENGTH), again };
  await withDatabase(environment, async (database) => {
    await refuseOld(database);
    for (const id of ids) {
      const { ok, words } = await replay(database, id, wish);
      if (!ok) process.exitCode = 1;
      (ok ? console.log : console.error)(words);
    }
  });
}

async function replay(
  database: Database,
  id: number,
  { by, again }: Omit<Wish, "ids">,
): Promise<Outcome> {
  const delivery = await findDelivery(database.kysely, id);
  if (delivery === null) return { ok: false, words: noDelivery(id) };
  const settled = needsNothing(delivery, again);
  if (settled !== null) return { ok: true, words: settled };
  const trouble = whyUnreadable(delivery);
  if (trouble !== null) {
    const words = `Delivery ${id} stays where it is, for it still cannot be read: ${trouble}.`;
    return { ok: false, words };
  }
  await replayDelivery(database.kysely, id, by);
  return { ok: true, words: `Delivery ${id} is handed in again. ${whoTakesIt(database)}` };
}

/** Why there is nothing to do; null when there is. */
function needsNothing({ id, processedAt, reason }: KeptDelivery, again: boolean): string | null {
  if (processedAt === null) return `Delivery ${id} waits already: Muster takes it when it runs.`;
  if (reason !== null || again) return null;
  return `Delivery ${id} was worked off already, so this would do nothing new: --again hands it in all the same.`;
}

function whyUnreadable(delivery: {
  readonly body: Uint8Array;
  readonly receivedAt: DateTime;
}): string | null {
  try {
    const read = parseAlertmanager(delivery.body, delivery.receivedAt);
    return read.kind === "unreadable" ? read.reason : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function whoTakesIt({ kind }: Database): string {
  return kind === "postgres"
    ? "A Muster that runs takes it at once."
    : "Muster takes it when it starts.";
}
