import { drawChart } from "#charts/draw-budget.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import type { Answer } from "#intake/http/answer.ts";
import { chartsOf } from "#store/budget/charts.ts";

/** What an incident did to one error budget, as it was read last; null when nothing was. */
export async function answerChart(
  { database }: Engine,
  incident: IncidentId,
  objective: string,
): Promise<Answer | null> {
  const charts = await chartsOf(database.kysely, incident);
  const found = charts.find((one) => one.objective === objective);
  return found === undefined
    ? null
    : { status: 200, headers: HEADERS, body: drawChart(found.chart) };
}

const HEADERS = { "Content-Type": "image/svg+xml; charset=utf-8", "Cache-Control": "no-cache" };
