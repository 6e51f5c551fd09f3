import { DateTime } from "luxon";
import type { BudgetTrend } from "#domain/learning/budget-trend.ts";
import { type CallsOfDay, callsByDay } from "#domain/learning/calls-by-day.ts";
import type { Report } from "#domain/learning/report.ts";
import { barsPanel } from "./bars.ts";
import { budgetConclusion, pageConclusion, repairConclusion } from "./describe-report.ts";
import { PALETTE } from "./palette.ts";
import { drawCard, type Panel } from "./panel.ts";
import { trendPanel } from "./trend.ts";

/** A picture, and in words what it shows. */
export type Picture = {
  readonly name: string;
  /** The conclusion in one line. */
  readonly title: string;
  /** For whoever cannot see it. */
  readonly description: string;
  readonly svg: string;
};

const LOOKS = [
  { color: PALETTE.line, dashes: "" },
  { color: PALETTE.alarm, dashes: "14 7" },
  { color: PALETTE.earth, dashes: "4 8" },
  { color: PALETTE.quiet, dashes: "18 7 4 7" },
] as const;

/** What is worth a picture: pages, and what becomes of budgets and repairs. None is better than an empty one. */
export function reportCharts(report: Report, teamName: string): readonly Picture[] {
  const subtitle = `${teamName}, until ${report.week}`;
  const days = callsByDay(report.lately, report.zone);
  const pages = days.some(({ business, off, sleep }) => business + off + sleep > 0)
    ? [picture("pages", pageConclusion(days), { subtitle, panels: [pagesPanel(days)] })]
    : [];
  const panels = [...budgetPanels(report), ...repairPanels(report)];
  const conclusion = [...budgetConclusion(report.lately.budgets), ...repairConclusion(report)];
  const rest =
    panels.length === 0 ? [] : [picture("budgets-and-repairs", conclusion, { subtitle, panels })];
  return [...pages, ...rest];
}

function picture(
  name: string,
  sentences: readonly string[],
  { subtitle, panels }: { readonly subtitle: string; readonly panels: readonly Panel[] },
): Picture {
  const [title = ""] = sentences;
  const description = sentences.map((sentence) => `${sentence}.`).join(" ");
  return { name, title, description, svg: drawCard({ headline: title, subtitle, panels }) };
}

function pagesPanel(days: readonly CallsOfDay[]): Panel {
  return barsPanel({
    heading: "Pages each day",
    marks: [
      { name: "working hours", color: PALETTE.mild },
      { name: "off", color: PALETTE.line },
      { name: "night", color: PALETTE.alarm },
    ],
    groups: days.map(({ business, off, sleep }) => [[business, off, sleep]]),
    labels: dayLabels(days.map(({ day }) => day)),
  });
}

function budgetPanels({ lately }: Report): readonly Panel[] {
  const known = lately.budgets.filter(({ remaining }) => remaining !== null);
  if (known.length === 0) return [];
  const days = [...new Set(known.flatMap((trend) => trend.days.map(({ day }) => day)))].toSorted();
  return [
    trendPanel({
      heading: "Error budget left at the end of each day",
      lines: LOOKS.flatMap((look, index) => {
        const trend = known[index];
        if (trend === undefined) return [];
        return [{ mark: { name: trend.objective, ...look }, values: valuesOn(trend, days) }];
      }),
      labels: dayLabels(days),
    }),
  ];
}

function valuesOn(trend: BudgetTrend, days: readonly string[]): readonly (number | null)[] {
  const byDay = new Map(trend.days.map(({ day, remaining }) => [day, remaining]));
  return days.map((day) => byDay.get(day) ?? null);
}

function repairPanels({ repairs }: Report): readonly Panel[] {
  if (repairs.every(({ made, done }) => made + done === 0)) return [];
  return [
    barsPanel({
      heading: "Repairs each week",
      marks: [
        { name: "made", color: PALETTE.mild },
        { name: "done", color: PALETTE.line },
      ],
      groups: repairs.map(({ made, done }) => [
        [made, 0],
        [0, done],
      ]),
      labels: repairs.map(({ week }) => week.slice(-3)),
    }),
  ];
}

/** A few of them, for there is no room for all. */
function dayLabels(days: readonly string[]): readonly string[] {
  const parts = Math.min(4, days.length);
  return Array.from({ length: parts }, (_, index) => {
    const day = days[Math.floor(((index + 0.5) * days.length) / parts)] ?? "";
    return DateTime.fromISO(day, { zone: "utc", locale: "en" }).toFormat("d MMM");
  });
}
