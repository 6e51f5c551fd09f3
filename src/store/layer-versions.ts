import { sql } from "kysely";
import { AppliedVersion } from "#domain/roll-out.ts";
import type { Transaction } from "./database.ts";

/** The versions of one layer of a schedule, oldest first. */
export type LayerHistory = {
  readonly schedule: string;
  readonly layer: number;
  readonly versions: readonly AppliedVersion[];
};

/** Reads all of them; nobody else changes them until the transaction ends. */
export async function lockLayerHistories(tx: Transaction): Promise<readonly LayerHistory[]> {
  await sql`lock table layer_version in share row exclusive mode`.execute(tx);
  const rows = await tx
    .selectFrom("layer_version")
    .select(["schedule", "layer", "written", "version"])
    .orderBy("schedule")
    .orderBy("layer")
    .orderBy("position")
    .execute();
  const histories = new Map<string, LayerHistory>();
  for (const { schedule, layer, ...row } of rows) {
    const key = JSON.stringify([schedule, layer]);
    const before = histories.get(key)?.versions ?? [];
    histories.set(key, { schedule, layer, versions: [...before, AppliedVersion.parse(row)] });
  }
  return [...histories.values()];
}

/** Puts these in the place of what was known of the layer. */
export async function saveLayerHistory(tx: Transaction, history: LayerHistory): Promise<void> {
  const { schedule, layer, versions } = history;
  await dropLayerHistory(tx, history);
  const rows = versions.map(({ written, version }, position) => ({
    schedule,
    layer,
    position,
    written: JSON.stringify(written),
    version: JSON.stringify(version),
  }));
  if (rows.length > 0) await tx.insertInto("layer_version").values(rows).execute();
}

export async function dropLayerHistory(
  tx: Transaction,
  { schedule, layer }: Pick<LayerHistory, "schedule" | "layer">,
): Promise<void> {
  await tx
    .deleteFrom("layer_version")
    .where("schedule", "=", schedule)
    .where("layer", "=", layer)
    .execute();
}
