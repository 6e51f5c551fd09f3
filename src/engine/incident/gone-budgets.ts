import type { Incident } from "#domain/incident/incident.ts";
import { type StoredChart, chartsOf } from "#store/budget/charts.ts";
import type { ShareVersion } from "#store/budget/shares.ts";
import type { Connection } from "#store/database/database.ts";
import type { IncidentBudget } from "./incident-budgets.ts";

const GONE = "muster.yaml does not promise it any more";
const UNKNOWN = { burn: null, remaining: null, untilGone: null } as const;

/** What was measured of objectives that went or got another name since: it was used all the same. */
export async function readGoneBudgets(
  connection: Connection,
  { id }: Pick<Incident, "id">,
  gone: readonly ShareVersion[],
): Promise<readonly IncidentBudget[]> {
  if (gone.length === 0) return [];
  const charts = await chartsOf(connection, id);
  return gone.flatMap((measured) => {
    const chart = charts.find(({ objective }) => objective === measured.objective);
    // Without a chart nothing is known to have been used, and nobody remembers what was promised.
    return chart === undefined ? [] : [budgetOf(measured, chart)];
  });
}

function budgetOf(
  measured: ShareVersion,
  { chart: { live } }: Pick<StoredChart, "chart">,
): IncidentBudget {
  const { objective, window } = live;
  const { share } = measured.share;
  const promise = { id: measured.objective, objective, window };
  const known = { used: share, measured, sharedWith: [] };
  return { ...promise, ...UNKNOWN, ...known, readAt: null, error: GONE, carried: null };
}
