import { Resvg } from "@resvg/resvg-js";
import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import { describeChart } from "#charts/describe-budget.ts";
import { drawChart } from "#charts/draw-budget.ts";
import { PALETTE } from "#charts/palette.ts";
import { renderPng, textAppears } from "#charts/render.ts";
import type { BudgetChart } from "#domain/objective/budget-chart.ts";
import { budgetChart } from "#test/support/budget-chart.ts";

const WIDTH = 720;
const PHONE = 360;
const USUAL = budgetChart();

function withLeft(value: number): BudgetChart {
  return budgetChart({
    left: USUAL.left.map(({ at }, index) => ({ at, value: index < 9 ? 1 : value })),
  });
}

const EXTREME: readonly (readonly [string, BudgetChart])[] = [
  ["an incident that used some", USUAL],
  ["a budget overdrawn by 30 times", withLeft(-30)],
  [
    "a burn rate of 10,000",
    budgetChart({ burn: USUAL.burn.map((one) => ({ ...one, value: 1e4 })) }),
  ],
  [
    "nothing known",
    budgetChart({ left: [], burn: [], impact: null, policyShare: null, pairs: [] }),
  ],
  [
    "a name as long as can be",
    budgetChart({
      live: {
        ...USUAL.live,
        used: 12.3456,
        objective: { service: "W".repeat(60), name: "W".repeat(60), target: "99.999" },
      },
    }),
  ],
  ["a month", budgetChart({ from: USUAL.until - 30 * 86_400 })],
];

function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, words]) => words ?? "");
}

/** How often the curves begin anew. */
function beginnings(svg: string): number {
  const paths = [...svg.matchAll(/<path d="([^"]*)"/g)].map(([, path]) => path);
  return paths.join("").split("M").length - 1;
}

/** Contrast by WCAG, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [brightness(a), brightness(b)].toSorted((one, two) => one - two);
  return (light + 0.05) / (dark + 0.05);
}

function brightness(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("the chart of an error budget", () => {
  it("says the conclusion, the promise and the limits", () => {
    expect(textsOf(drawChart(USUAL))).toEqual([
      "36.6 % of the budget used",
      "checkout requests: 99.9 % over 30d",
      "Budget left (dashed: postmortem below)",
      "80 %",
      "100 %",
      "0 %",
      "50 %",
      "Burn rate (dashed: somebody is paged)",
      "14.4x",
      "6x",
      "1x",
      "100x",
      "12:00",
      "13:00",
      "14:00",
      "Shaded: the incident. 21 Nov 2026, UTC",
    ]);
  });

  it("shades the incident in both plots", () => {
    const shades = [
      ...drawChart(USUAL).matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"[^>]*#fbe0e0/g),
    ];
    const [from, to] = [116, 692];
    const start = from + ((to - from) * 45) / 120;

    expect(shades.map(([, x, width]) => [Number(x), Number(width)])).toEqual([
      [start, expect.closeTo(((to - from) * 24) / 120, 1)],
      [start, expect.closeTo(((to - from) * 24) / 120, 1)],
    ]);
  });

  it("breaks the line where nothing is known", () => {
    const gap = budgetChart({ burn: USUAL.burn.filter((_, minute) => minute < 80 || minute > 95) });

    expect(beginnings(drawChart(USUAL))).toBe(2);
    expect(beginnings(drawChart(gap))).toBe(3);
  });

  it("counts the policy from where the incident began", () => {
    const left = USUAL.left.map(({ at, value }) => ({ at, value: value - 0.1 }));

    expect(textsOf(drawChart(budgetChart({ left })))).toContain("70 %");
    const without = drawChart(budgetChart({ policyShare: null }));
    expect(textsOf(without)).toContain("Budget left");
  });

  it.each(EXTREME)("stays within its card with %s", (_, chart) => {
    const svg = drawChart(chart).replace(/<rect x="1" [^>]*>/, "");
    const fonts = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) => {
      return new URL(import.meta.resolve(`#prometheus/chart/fonts/${file}`)).pathname;
    });
    const image = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: fonts } });
    const drawn = image.getBBox();

    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(drawn?.x).toBeGreaterThan(2);
    expect((drawn?.x ?? 0) + (drawn?.width ?? 0)).toBeLessThan(WIDTH - 2);
    expect((drawn?.y ?? 0) + (drawn?.height ?? 0)).toBeLessThan(image.height - 2);
  });

  it("can be read on a phone", () => {
    const sizes = [...drawChart(USUAL).matchAll(/font-size="(\d+)"/g)].map(([, size]) =>
      Number(size),
    );

    expect((Math.min(...sizes) * PHONE) / WIDTH).toBeGreaterThanOrEqual(12);
  });

  it("can be read on its own card, whatever is around it", () => {
    for (const color of [PALETTE.text, PALETTE.quiet, PALETTE.alarm]) {
      expect(contrast(color, PALETTE.card)).toBeGreaterThan(7);
    }
    for (const color of [PALETTE.line, PALETTE.alarm]) {
      expect(contrast(color, PALETTE.impact)).toBeGreaterThan(4.5);
    }
    for (const around of ["#ffffff", "#1a1d21"]) {
      expect(contrast(PALETTE.edge, around)).toBeGreaterThan(3);
    }
  });

  it("takes names as text, and what the font does not have as a question mark", () => {
    const objective = { service: '<a href="x">', name: "支払い é", target: "99" };
    const svg = drawChart(budgetChart({ live: { ...USUAL.live, objective } }));

    expect(textsOf(svg)[1]).toBe("&lt;a href=&quot;x&quot;&gt; ??? é: 99 % over 30d");
  });
});

describe("the image", () => {
  it("is a PNG of twice the size in which text is to be seen", async () => {
    const svg = drawChart(USUAL);
    const image = await renderPng(svg);
    const silent = await renderPng(svg.replaceAll(/<text .*<\/text>/g, ""));

    expect(Buffer.from(image.subarray(1, 4)).toString()).toBe("PNG");
    expect(Buffer.from(image).readUInt32BE(16)).toBe(2 * WIDTH);
    expect(image.length).toBeGreaterThan(2 * silent.length);
    expect(await textAppears()).toBe(true);
  });
});

describe("the chart in words", () => {
  it("begins with the conclusion and has the numbers of the image", () => {
    expect(describeChart(USUAL)).toBe(
      "36.6 % of the budget used: checkout requests: 99.9 % over 30d. The incident was from 12:45 to 13:09 UTC. 35.7 % of it is left. It burnt up to 350 times faster than allowed; somebody is paged above 14.4x or 6x. A postmortem is required when an incident uses more than 20 %.",
    );
  });

  it("says what goes on, what is overdrawn and what is not known", () => {
    const going = budgetChart({
      live: { ...USUAL.live, used: null, remaining: -0.5 },
      impact: { start: USUAL.from + 600, end: USUAL.until },
      burn: [],
      policyShare: null,
      pairs: [{ severity: "page", factor: new Big("13.44") }],
    });

    expect(describeChart(going)).toBe(
      "The budget is overdrawn by 50 %: checkout requests: 99.9 % over 30d. The incident began at 12:10 UTC and goes on. How fast it burnt is not known.",
    );
  });
});
