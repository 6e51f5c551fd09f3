import { sql } from "kysely";
import { AppliedVersion } from "#domain/schedule/roll-out.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** The versions of one layer of a schedule, oldest first. */
export type LayerHistory = {
  readonly schedule: string;
  readonly layer: number;
  /** Null when they cannot be read. */
  readonly versions: readonly AppliedVersion[] | null;
};

/** From now until the transaction ends nobody else changes them. */
export async function lockLayerHistories(tx: Transaction): Promise<void> {
  await sql`lock table layer_version in share row exclusive mode`.execute(tx);
}

export async function readLayerHistories(connection: Connection): Promise<readonly LayerHistory[]> {
  const rows = await connection
    .selectFrom("layer_version")
    .select(["schedule", "layer", "written", "version"])
    .orderBy("schedule")
    .orderBy("layer")
    .orderBy("position")
    .execute();
  const histories = new Map<string, LayerHistory>();
  for (const { schedule, layer, ...row } of rows) {
    const key = JSON.stringify([schedule, layer]);
    const before = histories.has(key) ? histories.get(key)?.versions : [];
    const parsed = AppliedVersion.safeParse(row);
    const versions = parsed.success && before ? [...before, parsed.data] : null;
    histories.set(key, { schedule, layer, versions });
  }
  return [...histories.values()];
}

/** Puts these in the place of what was known of the layer. */
export async function saveLayerHistory(
  tx: Transaction,
  { schedule, layer, versions }: LayerHistory,
): Promise<void> {
  await tx
    .deleteFrom("layer_version")
    .where("schedule", "=", schedule)
    .where("layer", "=", layer)
    .execute();
  const rows = (versions ?? []).map(({ written, version }, position) => ({
    schedule,
    layer,
    position,
    written: JSON.stringify(written),
    version: JSON.stringify(version),
  }));
  if (rows.length > 0) await tx.insertInto("layer_version").values(rows).execute();
}
