import type { Learning } from "#domain/learning/learning.ts";
import { suggestionWords, unreadableWords } from "#domain/learning/suggestion-words.ts";
import { suggest } from "#domain/learning/suggestions.ts";
import { isoOf, formatMoment } from "./moment.ts";
import { REPORT_TABLES, type ReportTableName } from "./report-tables.ts";
import { csvOf, tableOf } from "./tables.ts";

type Form = {
  readonly zone: string;
  readonly csv?: ReportTableName;
  readonly json?: true;
};

/** Too wide for a screen; the CSV has them all. */
const SHOWN = {
  alerts: ["alert", "service", "opened", "found", "pages", "wake_ups", "judged", "actionable"],
  services: [
    "service",
    "incidents",
    "pages",
    "wake_ups",
    "pages_per_shift",
    "mtta_median",
    "mttm_median",
    "mttr_median",
    "resolved",
  ],
} as const;

export function formatReport(learning: Learning, { zone, csv, json }: Form): string {
  if (json === true) return JSON.stringify(asJson(learning), null, 2);
  if (csv !== undefined) {
    const { columns, rows } = REPORT_TABLES[csv];
    return csvOf<string>(columns, rows(learning));
  }
  return [
    `${formatMoment(learning.span.start, zone)} to ${formatMoment(learning.span.end, zone)}`,
    ...part("Services (times in minutes; ? is not known)", [
      ...tableOf<string>(SHOWN.services, REPORT_TABLES.services.rows(learning)),
    ]),
    ...part("Alerts", alertLines(learning)),
    ...part(
      "Repairs",
      tableOf<string>(REPORT_TABLES.repairs.columns, REPORT_TABLES.repairs.rows(learning)),
    ),
    ...part("Error budgets", budgetLines(learning)),
    ...part("Incomplete", lackLines(learning)),
    ...part(
      "Worth doing",
      suggest(learning).map((one) => `  ${suggestionWords(one)}`),
    ),
  ].join("\n");
}

/** Everything with plain names; the same columns as the CSV. */
function asJson(learning: Learning): object {
  const { start, end } = learning.span;
  return {
    from: isoOf(start),
    to: isoOf(end),
    unreadable: learning.unreadable,
    services: REPORT_TABLES.services.rows(learning),
    alerts: REPORT_TABLES.alerts.rows(learning),
    repairs: REPORT_TABLES.repairs.rows(learning)[0] ?? null,
    budgets: REPORT_TABLES.budgets.rows(learning),
    suggestions: suggest(learning).map((one) => ({ kind: one.kind, words: suggestionWords(one) })),
  };
}

function lackLines({ unreadable }: Learning): readonly string[] {
  const words = unreadableWords(unreadable);
  return words === null ? [] : [`  ${words}`];
}

function alertLines(learning: Learning): readonly string[] {
  const rows = REPORT_TABLES.alerts.rows(learning);
  return rows.length === 0 ? [] : tableOf<string>(SHOWN.alerts, rows);
}

function budgetLines({ budgets }: Learning): readonly string[] {
  return budgets.map(({ objective, remaining, change, spent, daysCounted }) => {
    const moved = change === null ? "" : `, ${change < 0 ? "" : "+"}${percentOf(change)}`;
    const days = daysCounted === 1 ? "1 day" : `${daysCounted} days`;
    const used = spent === null ? "" : `, ${percentOf(spent)} used in ${days}`;
    return `  ${objective}: ${leftWords(remaining)}${moved}${used}`;
  });
}

function leftWords(remaining: number | null): string {
  if (remaining === null) return "not known";
  return remaining < 0 ? `overdrawn by ${percentOf(-remaining)}` : `${percentOf(remaining)} left`;
}

function percentOf(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

function part(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines];
}
