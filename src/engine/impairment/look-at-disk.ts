import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { sqlStateOf, sqlStates } from "#store/database/sql-state.ts";
import { takeRoom } from "#store/watch/replicas.ts";

const FULL: Trouble = {
  words: "The disk of the database is full",
  consequence:
    "What cannot be stored is answered 503, so that its sender repeats it; people may not be paged.",
  fix: "Make room there; Muster goes on by itself",
  severity: "pages-at-risk",
};

/** Told of whatever fails to be stored: that there is no room shows in nothing else, because reading works. */
export function noteNotStored({ impairments }: Pick<Engine, "impairments">, error: unknown): void {
  if (isFull(error)) impairments.set("database-disk", FULL);
}

/** Looks whether there is room again, but only while there was none. */
export async function lookAtDisk({
  database,
  impairments,
}: Pick<Engine, "database" | "impairments">): Promise<void> {
  if (!impairments.current().some(({ part }) => part === "database-disk")) return;
  try {
    await takeRoom(database, impairments.process);
    impairments.set("database-disk", null);
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

function isFull(error: unknown): boolean {
  return sqlStateOf(error) === sqlStates.diskFull;
}
