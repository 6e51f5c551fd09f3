import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Fairness, Load } from "#domain/shift/fairness.ts";
import { type Month, monthName } from "#domain/shift/month.ts";
import { csvOf, tableOf } from "./tables.ts";

type Figures = {
  readonly month: Month;
  /** The ids of those that were taken together. */
  readonly schedules: readonly string[];
  readonly fairness: Fairness;
  readonly csv?: true;
  readonly json?: true;
};

/** The columns of the table and of the CSV. */
const COLUMNS = [
  "month",
  "person",
  "name",
  "business_hours",
  "off_hours",
  "sleep_hours",
  "weight",
  "nights",
  "weekends",
  "pages",
  "wake_ups",
  "busiest",
] as const;

/** To people a table says neither the month in each line nor an id beside the name. */
const SHOWN = COLUMNS.filter((column) => column !== "month" && column !== "person");

type Row = Readonly<Record<(typeof COLUMNS)[number], string | number>>;

export function formatFairness(configuration: Configuration, figures: Figures): string {
  const { month, fairness, schedules, csv, json } = figures;
  const rows = fairness.loads
    .map((load) => rowOf(configuration, month, load))
    .toSorted((one, other) => String(one.name).localeCompare(String(other.name)));
  if (json) {
    return JSON.stringify({ month, schedules, balance: fairness.balance, people: rows }, null, 2);
  }
  if (csv) return csvOf(COLUMNS, rows);
  const title = `${monthName(month)}: ${schedules.join(", ")}`;
  if (rows.length === 0) return `${title}\n  nobody was on call`;
  const { balance } = fairness;
  const even = balance === null ? [] : [`  balance ${Math.round(balance * 100)} %`];
  return [title, ...even, ...tableOf(SHOWN, rows)].join("\n");
}

function rowOf({ people }: Configuration, month: Month, load: Load): Row {
  return {
    month,
    person: load.person,
    name: people.get(load.person)?.name ?? load.person,
    business_hours: rounded(load.hours.business),
    off_hours: rounded(load.hours.off),
    sleep_hours: rounded(load.hours.sleep),
    weight: rounded(load.weight),
    nights: load.nights,
    weekends: load.weekends,
    pages: load.pages,
    wake_ups: load.wakeUps,
    busiest: load.busiest,
  };
}

/** To the minute, nearly: hundredths of an hour. */
function rounded(hours: number): number {
  return Math.round(hours * 100) / 100;
}
