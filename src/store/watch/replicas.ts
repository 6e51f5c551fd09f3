import { sql } from "kysely";
import type { Replica } from "#domain/chain.ts";
import { musterNow } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";

/** Says how this process is; that it returns proves that a commit works. */
export async function noteReplica(
  { kysely }: Database,
  { name, sick }: Pick<Replica, "name" | "sick">,
): Promise<void> {
  const row = { seen_at: musterNow(), sick: [...sick] };
  await kysely
    .insertInto("replica")
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
    .execute();
}

/** This process leaves, and is not missed. */
export async function forgetReplica({ kysely }: Database, name: string): Promise<void> {
  await kysely.deleteFrom("replica").where("name", "=", name).execute();
}

/** All that were heard of within a day; those before are forgotten. */
export async function readReplicas({ kysely }: Database): Promise<readonly Replica[]> {
  await sql`delete from replica where seen_at < muster_now() - interval '1 day'`.execute(kysely);
  const { rows } = await sql<Replica>`
    select name, sick, extract(epoch from muster_now() - seen_at)::float8 as "silentSeconds"
    from replica order by name`.execute(kysely);
  return rows;
}
