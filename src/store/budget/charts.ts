import { Big } from "big.js";
import type { DateTime } from "luxon";
import { z } from "zod";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { BudgetChart } from "#domain/objective/budget-chart.ts";
import type { Connection } from "#store/database/database.ts";

const Value = z.number().nullable();
const Points = z.array(z.object({ at: z.number(), value: z.number() })).readonly();

/** A factor is an exact decimal, which JSON has no number for. */
const Factor = z.string().transform((text) => new Big(text));

const Chart = z.object({
  live: z.object({
    objective: z.object({ service: z.string(), name: z.string(), target: z.string() }),
    window: z.string(),
    burn: Value,
    remaining: Value,
    used: Value,
    untilGone: Value,
  }),
  from: z.number(),
  until: z.number(),
  step: z.number(),
  left: Points,
  burn: Points,
  impact: z.object({ start: z.number(), end: z.number() }).nullable(),
  policyShare: Value,
  pairs: z.array(z.object({ severity: z.enum(["page", "ticket"]), factor: Factor })).readonly(),
});

/** What is drawn of one incident and one objective, as Prometheus knew it then. */
export type StoredChart = {
  readonly objective: string;
  readonly chart: BudgetChart;
  readonly takenAt: DateTime;
};

/** Takes the place of the curves that were there. */
export async function saveChart(
  connection: Connection,
  incident: IncidentId,
  { objective, chart, takenAt }: StoredChart,
): Promise<void> {
  const pairs = chart.pairs.map(({ severity, factor }) => ({ severity, factor: factor.toFixed() }));
  const values = { chart: JSON.stringify({ ...chart, pairs }), taken_at: takenAt };
  await connection
    .insertInto("incident_chart")
    .values({ incident_id: incident, objective, ...values })
    .onConflict((conflict) => conflict.columns(["incident_id", "objective"]).doUpdateSet(values))
    .execute();
}

/** The curves of an incident, by objective: cards, pages and postmortems are drawn from them without asking anybody. */
export async function chartsOf(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly StoredChart[]> {
  const rows = await connection
    .selectFrom("incident_chart")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("objective")
    .execute();
  return rows.flatMap((row) => {
    // One that a newer version wrote is as good as none.
    const chart = Chart.safeParse(row.chart);
    if (!chart.success) return [];
    return [{ objective: row.objective, chart: chart.data, takenAt: row.taken_at }];
  });
}
