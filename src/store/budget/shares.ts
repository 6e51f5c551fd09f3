import { type Insertable, type Selectable, sql } from "kysely";
import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import type { AskedQuery } from "#domain/objective/measured-share.ts";
import { Instant } from "#domain/schema.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { BudgetTables } from "#store/tables/budget-tables.ts";

const Share = z.object({
  quality: z.enum(["measured", "estimated", "manual", "unavailable"]),
  share: z.number().nullable(),
  remainingBefore: z.number().nullable(),
  remainingAfter: z.number().nullable(),
  bad: z.number().nullable(),
  total: z.number().nullable(),
  notes: z.array(z.string()).readonly(),
});

const Asked = z.array(
  z.object({ query: z.string(), at: z.number(), value: z.number().nullable() }),
);
const Given = z.object({ by: Actor, reason: z.string() });
const Attempts = z.array(z.object({ at: Instant, error: z.string() }));

/**
 * Live is measured again and again and replaced; the others are kept: at mitigation, once it has settled after the
 * end, when it was asked for again, such as for the postmortem, and as people gave it.
 */
export type SharePhase = Table["phase"];

/** What an incident used of one budget, as it was measured once. */
export type StoredShare = {
  readonly incident: IncidentId;
  readonly objective: string;
  readonly phase: SharePhase;
  /** When it hurt, as the metric says or people gave it; null when the budget never burnt too fast. */
  readonly impact: { readonly start: DateTime; readonly end: DateTime } | null;
  readonly share: IncidentShare;
  readonly measuredAt: DateTime;
};

/** A time at which it was asked for in vain. */
export type Attempt = { readonly at: DateTime; readonly error: string };

/** A version with all that led to it. */
export type ShareVersion = StoredShare & {
  readonly id: number;
  readonly asked: readonly AskedQuery[];
  /** Who gave it by hand, and why; null for what was measured. */
  readonly given: z.output<typeof Given> | null;
  /** Since when it does not count any more: taken back, or never better than what there was. */
  readonly withdrawnAt: DateTime | null;
  readonly attempts: readonly Attempt[];
};

export type NewShare = StoredShare &
  Partial<Pick<ShareVersion, "asked" | "given" | "attempts" | "withdrawnAt">>;

type Table = BudgetTables["incident_share"];
type NewRow = Insertable<Table>;

/** Keeps a measurement with what was asked for it; it takes the place of the live one before, if any. */
export async function saveShare(tx: Transaction, share: NewShare): Promise<void> {
  const { incident, objective, phase, impact, measuredAt } = share;
  const { given = null, asked = [], attempts = [], withdrawnAt = null } = share;
  if (phase !== "manual") await dropLive(tx, share);
  await tx
    .insertInto("incident_share")
    .values({
      incident_id: incident,
      objective,
      phase,
      ...columnsOf(impact),
      share: JSON.stringify(share.share),
      asked: JSON.stringify(asked),
      given: given && JSON.stringify(given),
      attempts: JSON.stringify(attempts),
      withdrawn_at: withdrawnAt,
      measured_at: measuredAt,
    })
    .execute();
}

function columnsOf(impact: StoredShare["impact"]): Pick<NewRow, "impact_start" | "impact_end"> {
  if (impact === null) return { impact_start: null, impact_end: null };
  return { impact_start: impact.start, impact_end: impact.end };
}

async function dropLive(tx: Transaction, { incident, objective }: StoredShare): Promise<void> {
  await tx
    .deleteFrom("incident_share")
    .where("incident_id", "=", incident)
    .where("objective", "=", objective)
    .where("phase", "=", "live")
    .execute();
}

/** Notes on a version when it was asked for in vain. */
export async function saveAttempts(
  connection: Connection,
  id: number,
  attempts: readonly Attempt[],
): Promise<void> {
  await connection
    .updateTable("incident_share")
    .set({ attempts: JSON.stringify(attempts) })
    .where("id", "=", id)
    .execute();
}

/** What people gave of it does not hold any more. */
export async function withdrawManual(
  tx: Transaction,
  { incident, objective }: Pick<StoredShare, "incident" | "objective">,
  at: DateTime,
): Promise<void> {
  await tx
    .updateTable("incident_share")
    .set({ withdrawn_at: at })
    .where("incident_id", "=", incident)
    .where("objective", "=", objective)
    .where("phase", "=", "manual")
    .where("withdrawn_at", "is", null)
    .execute();
}

/** What counts for each budget that the incident used, by objective: what people gave, else the newest measurement. */
export async function sharesOf(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly ShareVersion[]> {
  const rows = await connection
    .selectFrom("incident_share")
    .distinctOn("objective")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("withdrawn_at", "is", null)
    .orderBy("objective")
    .orderBy(sql`phase = 'manual'`, "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.flatMap(versionOf);
}

/** Every version of each budget, oldest first. */
export async function versionsOf(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly ShareVersion[]> {
  const rows = await connection
    .selectFrom("incident_share")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("objective")
    .orderBy("id")
    .execute();
  return rows.flatMap(versionOf);
}

function versionOf(row: Selectable<Table>): readonly ShareVersion[] {
  const [start, end] = [row.impact_start, row.impact_end];
  // One that a newer version wrote is as good as none; the card is drawn all the same.
  const share = Share.safeParse(row.share);
  if (!share.success) return [];
  return [
    {
      id: row.id,
      incident: IncidentId.parse(row.incident_id),
      objective: row.objective,
      phase: row.phase,
      impact: start === null || end === null ? null : { start, end },
      share: share.data,
      measuredAt: row.measured_at,
      asked: Asked.safeParse(row.asked).data ?? [],
      given: Given.safeParse(row.given).data ?? null,
      withdrawnAt: row.withdrawn_at,
      attempts: Attempts.safeParse(row.attempts).data ?? [],
    },
  ];
}
