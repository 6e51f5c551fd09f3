import { describe, expect, it } from "vitest";
import { formatReport } from "#app/cli/print-report.ts";
import { csvOf } from "#app/cli/tables.ts";
import { learned, moment, pastFollowUp, pastIncident, pastPage } from "#test/support/past.ts";

const learning = learned({
  incidents: [
    pastIncident(1, {}, { verdict: "not-actionable" }),
    pastIncident(2, { ended: null, mitigated: null }, { alert: "=Slow" }),
  ],
  pages: [pastPage(1, "2026-11-17T23:00")],
  followUps: [pastFollowUp(1, { isP0: true, due: moment("2026-11-18") })],
  budgets: [
    { objective: "shop-answers", day: "2026-11-16", remaining: 0.5, spent: 0.1 },
    { objective: "shop-answers", day: "2026-11-17", remaining: -0.25, spent: null },
  ],
});

describe("the report on the command line", () => {
  it("names what it could not count", () => {
    const lacking = learned({ unreadable: [7] });

    expect(formatReport(lacking, { zone: "UTC" })).toContain("cannot read it: INC-7.");
    expect(JSON.parse(formatReport(lacking, { zone: "UTC", json: true }))).toMatchObject({
      unreadable: [7],
    });
  });

  it("has a table for people of what is known, and says what is worth doing", () => {
    const lines = formatReport(learning, { zone: "UTC" }).split("\n");

    expect(lines[0]).toBe("Mon 16 Nov 2026 00:00 (00:00 UTC) to Mon 23 Nov 2026 00:00 (00:00 UTC)");
    expect(lines.map((line) => line.trim().split(/ {2,}/))).toContainEqual([
      "checkout",
      "2",
      "1",
      "1",
      "?",
      "4",
      "30",
      "60",
      "1",
    ]);
    expect(lines).toContain("  shop-answers: overdrawn by 25 %, -75 %, 10 % used in 1 day");
    expect(lines.at(-2)).toBe("  1 P0 follow-up is overdue: INC-7 Add a limit.");
  });

  it("is safe in a spreadsheet, and empty where nothing is known", () => {
    expect(formatReport(learning, { zone: "UTC", csv: "alerts" }).split("\n")).toEqual([
      "service,alert,opened,found,paging_incidents,pages,out_of_hours,wake_ups,judged,actionable,precision",
      "checkout,ErrorsHigh,1,1,1,1,1,1,1,0,0",
      "checkout,'=Slow,1,1,0,0,0,0,0,0,",
    ]);
    expect(formatReport(learning, { zone: "UTC", csv: "budgets" }).split("\n")).toEqual([
      "objective,day,remaining,spent",
      "shop-answers,2026-11-16,0.5,0.1",
      "shop-answers,2026-11-17,-0.25,",
    ]);
    expect(csvOf(["a"], [{ a: 'say "hi", then\nleave' }])).toBe('a\n"say ""hi"", then\nleave"');
  });

  it("is whole for programs", () => {
    expect(JSON.parse(formatReport(learning, { zone: "UTC", json: true }))).toMatchObject({
      from: "2026-11-16T00:00:00.000Z",
      services: [{ service: "checkout", mttr_median: 60, mttr_p90: null, pages_per_shift: null }],
      alerts: [{ alert: "ErrorsHigh" }, { alert: "=Slow", precision: null }],
      repairs: { open: 1, overdue_p0: 1 },
      suggestions: [{ kind: "urgent-overdue" }, { kind: "overdrawn" }],
    });
  });
});
