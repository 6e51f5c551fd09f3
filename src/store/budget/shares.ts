import type { DateTime } from "luxon";
import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import type { AskedQuery } from "#domain/objective/measured-share.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

const Share = z.object({
  quality: z.enum(["measured", "estimated", "unavailable"]),
  share: z.number().nullable(),
  remainingBefore: z.number().nullable(),
  remainingAfter: z.number().nullable(),
  bad: z.number().nullable(),
  total: z.number().nullable(),
  notes: z.array(z.string()).readonly(),
});

export type SharePhase = "live" | "final";

/** What an incident used of one budget, as it was measured once. */
export type StoredShare = {
  readonly incident: IncidentId;
  readonly objective: string;
  readonly phase: SharePhase;
  /** When it hurt, as the metric says; null when the budget never burnt too fast. */
  readonly impact: { readonly start: DateTime; readonly end: DateTime } | null;
  readonly share: IncidentShare;
  readonly measuredAt: DateTime;
};

/** Keeps a measurement with what was asked for it; a live one takes the place of the one before. */
export async function saveShare(
  tx: Transaction,
  { incident, objective, phase, impact, share, measuredAt }: StoredShare,
  asked: readonly AskedQuery[],
): Promise<void> {
  await tx
    .deleteFrom("incident_share")
    .where("incident_id", "=", incident)
    .where("objective", "=", objective)
    .where("phase", "=", "live")
    .execute();
  await tx
    .insertInto("incident_share")
    .values({
      incident_id: incident,
      objective,
      phase,
      impact_start: impact?.start ?? null,
      impact_end: impact?.end ?? null,
      share: JSON.stringify(share),
      asked: JSON.stringify(asked),
      measured_at: measuredAt,
    })
    .execute();
}

/** The newest measurement of each budget that the incident used, by objective. */
export async function sharesOf(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly StoredShare[]> {
  const rows = await connection
    .selectFrom("incident_share")
    .distinctOn("objective")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("objective")
    .orderBy("id", "desc")
    .execute();
  return rows.flatMap((row) => {
    const [start, end] = [row.impact_start, row.impact_end];
    // One that a newer version wrote is as good as none; the card is drawn all the same.
    const share = Share.safeParse(row.share);
    if (!share.success) return [];
    return {
      incident: IncidentId.parse(row.incident_id),
      objective: row.objective,
      phase: row.phase,
      impact: start === null || end === null ? null : { start, end },
      share: share.data,
      measuredAt: row.measured_at,
    };
  });
}

/** Incidents of these services that are open, or over since that moment and not measured for good. */
export async function incidentsToMeasure(
  connection: Connection,
  { services, since }: { readonly services: readonly string[]; readonly since: DateTime },
): Promise<readonly IncidentId[]> {
  if (services.length === 0) return [];
  const rows = await connection
    .selectFrom("incident")
    .select("id")
    .where("service", "in", services)
    .where("status", "<>", "merged")
    // A drill counts nowhere.
    .where("drill", "is not", true)
    .where((where) =>
      where.or([where("resolved_at", "is", null), where("resolved_at", ">", since)]),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("incident_share")
            .select("incident_share.id")
            .whereRef("incident_share.incident_id", "=", "incident.id")
            .where("phase", "=", "final"),
        ),
      ),
    )
    .orderBy("id", "desc")
    .limit(MOST_AT_ONCE)
    .execute();
  return rows.map(({ id }) => IncidentId.parse(id));
}

/** Measured one after another each minute: more would not be done before the next. */
const MOST_AT_ONCE = 50;
