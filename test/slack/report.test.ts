import { describe, expect, it } from "vitest";
import type { Past } from "#domain/learning/past.ts";
import { renderReport } from "#slack/views/report/report.ts";
import { moment, pastFollowUp, pastIncident, pastPage } from "#test/support/past.ts";
import { reported } from "#test/support/reported.ts";

function lines(changes: Partial<Past>): readonly string[] {
  const view = { report: reported(changes), teamName: "Shop <!channel>", team: "shop" };
  return renderReport({ ...view, command: "/oncall" }).text.split("\n");
}

describe("the weekly report", () => {
  it("tells of the week beside the one before", () => {
    const earlier = moment("2026-11-10T12:00");
    const incidents = [
      pastIncident(1),
      pastIncident(2, { ended: 90 }, { severity: "SEV1" }),
      pastIncident(3, {}, { ending: "false-alarm" }),
      pastIncident(4, { ended: 20 }, { openedAt: earlier }),
    ];
    const pages = [pastPage(1, "2026-11-17T12:00"), pastPage(2, "2026-11-18T03:00")];

    expect(lines({ incidents, pages })).toEqual([
      "The week of Shop &lt;!channel&gt;: 16 to 22 November 2026",
      "*Pages:* 2, 1 of them out of hours; 1 woken night (0 the week before)",
      "*Incidents:* 2: 1 SEV1, 1 SEV2; 1 false alarm (1 the week before)",
      "*Until somebody answered:* 4 min (median of 2 incidents; the week before 4 min)",
      "*Until it was over:* 1 h 15 min (median of 2 incidents; the week before 20 min)",
    ]);
  });

  it("names what is urgent and late, how budgets moved, and what could be done", () => {
    const followUps = [pastFollowUp(1, { isP0: true, due: moment("2026-11-18"), text: "<@U1>" })];
    const budgets = [
      { objective: "shop-answers", day: "2026-11-16", remaining: 0.5, spent: 0.12 },
      { objective: "shop-answers", day: "2026-11-18", remaining: 0.357, spent: 0.1 },
      { objective: "shop-speed", day: "2026-11-18", remaining: -0.2, spent: null },
    ];

    expect(lines({ followUps, budgets }).slice(3)).toEqual([
      "*Error budgets:* shop-speed overdrawn by 20 %; shop-answers 35.7 % left, down 14 points, 22 % used in 2 days",
      "*Repairs:* 0 done, 1 made, 1 open, 1 overdue; of 1 that fell due, 0 done",
      ":warning: *P0 overdue:* INC-7 &lt;@U1&gt;",
      "*Worth doing, from the last four weeks:*",
      "• 1 P0 follow-up is overdue: INC-7 &lt;@U1&gt;.",
      "• The error budget of shop-speed is overdrawn by 20 %: reliability goes first.",
    ]);
  });

  it("says which incidents it could not count", () => {
    expect(lines({ unreadable: [7, 9] }).at(-1)).toBe(
      ":warning: Not counted, because this version of Muster cannot read it: INC-7, INC-9.",
    );
  });

  it("says what is not known, and leaves out what there was not", () => {
    const incidents = [pastIncident(1, { paged: null, ended: null })];

    expect(lines({ incidents }).slice(3)).toEqual([]);
    expect(lines({ incidents: [pastIncident(1, { paged: null })] }).slice(3)).toEqual([
      "*Until somebody answered:* not known",
      "*Until it was over:* 1 h 0 min (1 incident)",
    ]);
  });
});
