import { sql, type Kysely } from "kysely";

/**
 * Most incidents begin with something that somebody changed. What was changed about services is kept for a month, as
 * deploys and flags tell of it, apart from the changes of who is on call. A change concerns one service or several.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table service_change (
      source text not null,
      id text not null,
      kind text not null,
      title text not null,
      services text[] not null,
      status text not null,
      at timestamptz not null,
      ended_at timestamptz,
      done_by text,
      link text,
      revision text,
      environment text,
      told_at timestamptz not null,
      primary key (source, id)
    )`.execute(db);
  await sql`create index service_change_at on service_change (at)`.execute(db);
}
