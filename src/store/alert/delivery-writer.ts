import type { Database } from "#store/database/database.ts";
import { storeDeliveries, type Unstored } from "./deliveries.ts";

export type DeliveryWriter = (delivery: Unstored) => Promise<number>;

type Waiting = {
  readonly delivery: Unstored;
  readonly since: number;
  readonly stored: (id: number) => void;
  readonly failed: (error: unknown) => void;
};

/** So many statements at once; while they are under way what arrives gathers for the next one. */
const STATEMENTS = 2;
const MOST = 64;
const MOST_BYTES = 4 * 1024 * 1024;
/** By then its sender has been answered that it was not stored. */
const PATIENCE_MS = 5000;

/**
 * Keeps each delivery, those that arrive at the same time in one statement with one commit: what a commit costs is paid
 * once for all of them, and a lone one waits for nobody.
 */
export function createDeliveryWriter(database: Database, patienceMs = PATIENCE_MS): DeliveryWriter {
  let waiting: readonly Waiting[] = [];
  let writing = 0;

  function writeNext(): void {
    waiting = waiting.filter((one) => isInTime(one, patienceMs));
    const batch = firstOf(waiting);
    if (writing === STATEMENTS || batch.length === 0) return;
    waiting = waiting.slice(batch.length);
    writing += 1;
    void write(database, batch).finally(() => {
      writing -= 1;
      writeNext();
    });
  }

  return (delivery) =>
    new Promise((stored, failed) => {
      waiting = [...waiting, { delivery, since: performance.now(), stored, failed }];
      writeNext();
    });
}

async function write(database: Database, batch: readonly Waiting[]): Promise<void> {
  try {
    const ids = await storeDeliveries(
      database,
      batch.map(({ delivery }) => delivery),
    );
    for (const [index, id] of ids.entries()) batch[index]?.stored(id);
  } catch (error) {
    for (const { failed } of batch) failed(error);
  }
}

function isInTime({ since, failed }: Waiting, patienceMs: number): boolean {
  if (performance.now() - since <= patienceMs) return true;
  failed(new Error("The database took too long to store what came before."));
  return false;
}

/** The first ones, at least one, that fit into a statement. */
function firstOf(waiting: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const end = waiting.findIndex(({ delivery }, index) => {
    bytes += delivery.body.byteLength;
    return index > 0 && (index === MOST || bytes > MOST_BYTES);
  });
  return end === -1 ? waiting : waiting.slice(0, end);
}
