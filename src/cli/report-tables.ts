import type { Learning } from "#domain/learning/learning.ts";
import type { ServiceFigures } from "#domain/learning/service-figures.ts";
import type { Cell } from "./tables.ts";

/** What a table has in each row; docs/learning.md says what it means. */
export type ReportTable = {
  readonly columns: readonly string[];
  readonly rows: (learning: Learning) => readonly Readonly<Record<string, Cell>>[];
};

/** What can be exported, by name. */
export const REPORT_TABLES = {
  alerts: {
    columns: [
      "service",
      "alert",
      "opened",
      "found",
      "paging_incidents",
      "pages",
      "out_of_hours",
      "wake_ups",
      "judged",
      "actionable",
      "precision",
    ],
    rows: alertRows,
  },
  services: {
    columns: [
      "service",
      "incidents",
      "sev1",
      "sev2",
      "sev3",
      "sev4",
      "false_alarms",
      "pages",
      "out_of_hours",
      "wake_ups",
      "woken_nights",
      "shifts",
      "pages_per_shift",
      "acknowledged",
      "mtta_median",
      "mtta_p90",
      "unanswered",
      "mitigated",
      "mttm_median",
      "mttm_p90",
      "resolved",
      "mttr_median",
      "mttr_p90",
    ],
    rows: serviceRows,
  },
  repairs: {
    columns: [
      "made",
      "done",
      "dropped",
      "due",
      "due_and_done",
      "open",
      "overdue",
      "overdue_p0",
      "days_median",
      "days_p90",
      "postmortems_overdue",
    ],
    rows: repairRows,
  },
  budgets: {
    columns: ["objective", "day", "remaining", "spent"],
    rows: budgetRows,
  },
} as const satisfies Readonly<Record<string, ReportTable>>;

export type ReportTableName = keyof typeof REPORT_TABLES;

function alertRows({ rules }: Learning): readonly Readonly<Record<string, Cell>>[] {
  return rules.map(
    ({ alert, service, opened, found, paging, load, judged, actionable, precision }) => ({
      service,
      alert,
      opened,
      found,
      paging_incidents: paging.length,
      pages: load.pages,
      out_of_hours: load.outOfHours,
      wake_ups: load.wakeUps,
      judged,
      actionable,
      precision: rounded(precision),
    }),
  );
}

function serviceRows({ services, whole }: Learning): readonly Readonly<Record<string, Cell>>[] {
  const all = services.map(({ service, ...figures }) => serviceRow(service, figures));
  return services.length > 1 ? [...all, serviceRow("(all)", whole)] : all;
}

function serviceRow(service: string, figures: ServiceFigures): Readonly<Record<string, Cell>> {
  const { bySeverity, load, timings } = figures;
  return {
    service,
    incidents: figures.incidents,
    sev1: bySeverity.SEV1,
    sev2: bySeverity.SEV2,
    sev3: bySeverity.SEV3,
    sev4: bySeverity.SEV4,
    false_alarms: figures.falseAlarms,
    pages: load.pages,
    out_of_hours: load.outOfHours,
    wake_ups: load.wakeUps,
    woken_nights: load.wokenNights,
    shifts: rounded(figures.shifts),
    pages_per_shift: rounded(figures.pagesPerShift),
    acknowledged: timings.acknowledge.count,
    mtta_median: rounded(timings.acknowledge.median),
    mtta_p90: rounded(timings.acknowledge.p90),
    unanswered: timings.unanswered,
    mitigated: timings.mitigate.count,
    mttm_median: rounded(timings.mitigate.median),
    mttm_p90: rounded(timings.mitigate.p90),
    resolved: timings.resolve.count,
    mttr_median: rounded(timings.resolve.median),
    mttr_p90: rounded(timings.resolve.p90),
  };
}

function repairRows({
  repairs,
  overduePostmortems,
}: Learning): readonly Readonly<Record<string, Cell>>[] {
  const { made, done, dropped, due, kept, open, overdue, days } = repairs;
  return [
    {
      made,
      done,
      dropped,
      due,
      due_and_done: kept,
      open,
      overdue: overdue.length,
      overdue_p0: overdue.filter(({ isP0 }) => isP0).length,
      days_median: rounded(days.median),
      days_p90: rounded(days.p90),
      postmortems_overdue: overduePostmortems.length,
    },
  ];
}

function budgetRows({ budgets }: Learning): readonly Readonly<Record<string, Cell>>[] {
  return budgets.flatMap(({ days }) =>
    days.map(({ objective, day, remaining, spent }) => ({
      objective,
      day,
      remaining: rounded(remaining, 6),
      spent: rounded(spent, 6),
    })),
  );
}

function rounded(value: number | null, digits = 2): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
