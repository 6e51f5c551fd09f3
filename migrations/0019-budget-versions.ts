import { sql, type Kysely } from "kysely";

/**
 * What an incident used of a budget has more versions: when it was mitigated, when its postmortem was written, and as
 * people gave it, with who and why. Every time that it was asked for in vain stands on the row that it was for. The
 * curves beside it are kept, so that they are drawn again without asking anybody; and a chart is one message for
 * each incident.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table incident_share
      drop constraint incident_share_phase_check,
      add constraint incident_share_phase_check
        check (phase in ('live', 'preliminary', 'final', 'postmortem', 'manual')),
      add column given jsonb,
      add column withdrawn_at timestamptz,
      add column attempts jsonb not null default '[]'`.execute(db);
  await sql`
    create table incident_chart (
      incident_id bigint not null references incident (id),
      objective text not null,
      chart jsonb not null,
      taken_at timestamptz not null,
      primary key (incident_id, objective)
    )`.execute(db);
  await sql`
    create table slack_chart (
      incident_id bigint primary key references incident (id),
      files jsonb not null default '[]',
      shown text,
      trouble text
    )`.execute(db);
  await sql`drop index slack_message_one_card`.execute(db);
  await sql`
    create unique index slack_message_one_card on slack_message (incident_id, kind)
      where kind in ('card', 'channel-card', 'welcome', 'merged', 'announcement', 'budget-chart')`.execute(
    db,
  );
}
