import { describe, expect, it } from "vitest";
import { pictureWords } from "#charts/same-picture.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import type { BudgetChart } from "#domain/objective/budget-chart.ts";
import { renderCharts } from "#slack/views/budget-chart.ts";
import { budgetChart } from "#test/support/budget-chart.ts";
import { at } from "#test/support/build.ts";

const INCIDENT = IncidentId.parse(42);
const { live, impact, until } = budgetChart();

function shown(
  file: string | null,
  more: Partial<BudgetChart> = {},
): Parameters<typeof renderCharts>[1] {
  const chart = budgetChart(more);
  return [{ objective: "checkout-requests", chart, takenAt: at("10:20"), file }];
}

describe("the message with an incident's charts", () => {
  it("describes each image, and says everything in its words too", () => {
    const message = renderCharts(INCIDENT, shown("F123"), null);

    expect(message.needsBlocks).toBe(true);
    expect(message.blocks).toMatchObject([
      { type: "section", text: { text: expect.stringContaining("36.6 % of the budget used") } },
      { type: "image", slack_file: { id: "F123" } },
      { type: "context" },
    ]);
    expect(message.text).toMatch(/^INC-42: 36.6 % of the budget used.*As of 20 Nov 10:20 UTC\.$/);
  });

  it("says without an image the same, and why there is none", () => {
    const message = renderCharts(INCIDENT, shown(null), "Slack did not take the image (x).");
    const words = JSON.stringify(message.blocks);

    expect(message.needsBlocks).toBeUndefined();
    expect(words).not.toContain('"image"');
    expect(words).toContain("It burnt up to 350 times faster than allowed");
    expect(words).toContain("Slack did not take the image (x).");
  });

  it("lets no name make a mention or a link", () => {
    const objective = { service: "<!channel>", name: "<https://evil.example|x>", target: "99.9" };
    const message = renderCharts(INCIDENT, shown("F1", { live: { ...live, objective } }), null);
    const [section] = message.blocks;

    expect(message.text).not.toContain("<!channel>");
    expect(JSON.stringify(section)).not.toContain("<!channel>");
  });
});

describe("two pictures", () => {
  it.each<[string, Partial<BudgetChart>, boolean]>([
    ["a bit more used", { live: { ...live, used: 0.3662 } }, true],
    ["another hundredth used", { live: { ...live, used: 0.38 } }, false],
    ["a burn that wavers", { live: { ...live, burn: 0.204 } }, true],
    ["a burn that rises", { live: { ...live, burn: 0.9 } }, false],
    ["an end that is no longer open", { impact: { start: impact?.start ?? 0, end: until } }, false],
    ["an impact that began sooner", { impact: { start: 1, end: impact?.end ?? 0 } }, false],
    ["a minute later", { until: until + 60 }, true],
  ])("with %s are the same to people: %#", (_, more, isSame) => {
    expect(pictureWords(budgetChart(more)) === pictureWords(budgetChart())).toBe(isSame);
  });
});
