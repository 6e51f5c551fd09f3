import { sql } from "kysely";
import type { Replica } from "#domain/chain.ts";
import { musterNow } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";

/** More than fits into what tables have left: about 64 KiB. */
const ROOM_LINES = 2000;

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

/** Writes what needs room on the disk, and takes it away again; nobody ever sees it. */
export async function takeRoom(
  { transaction }: Pick<Database, "transaction">,
  name: string,
): Promise<void> {
  const probe = `${name}, looking for room`;
  await transaction(async (tx) => {
    await sql`
      insert into replica (name, seen_at, sick)
      select ${probe}, muster_now(), array_agg(md5(random()::text))
      from generate_series(1, ${ROOM_LINES})`.execute(tx);
    await tx.deleteFrom("replica").where("name", "=", probe).execute();
  });
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
