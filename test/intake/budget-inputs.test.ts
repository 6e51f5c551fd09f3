import { describe, expect, it } from "vitest";
import type { Prometheus } from "#prometheus/client/prometheus.ts";
import { readInputs } from "#prometheus/read-inputs.ts";
import { objective } from "#test/support/objective.ts";

const AT = 1_800_000_000;
const MONTH = 30 * 86_400;
const EU = { region: "eu" };
const US = { region: "us" };

type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

/** Answers by what stands in the query, the first that fits. */
function answering(answers: readonly (readonly [RegExp, readonly Sample[]])[]): Prometheus {
  return {
    instant: async (query, at) => {
      expect(at).toBe(AT);
      const [, data = []] = answers.find(([part]) => part.test(query)) ?? [];
      return { data: data.map((sample) => ({ ...sample, at })), warnings: [] };
    },
    range: notAsked,
    read: notAsked,
  };
}

function notAsked(): Promise<never> {
  return Promise.reject(new Error("nobody asks for it here"));
}

function only(value: number): readonly Sample[] {
  return [{ labels: {}, value }];
}

describe("what a budget is computed from", () => {
  it("is counted in events, over the window and lately", async () => {
    const prometheus = answering([
      [/\[5m\]/, only(0.014)],
      [/5\.\..*\[30d\]/, only(100 / MONTH)],
      [/\[30d\]/, only(1_000_000 / MONTH)],
    ]);

    const inputs = await readInputs(prometheus, objective(), AT);

    expect(inputs).toMatchObject({ recentRatio: 0.014, groups: 1, labels: {} });
    expect(inputs.bad).toBeCloseTo(100, 6);
    expect(inputs.total).toBeCloseTo(1_000_000, 6);
    expect(inputs.windowRatio).toBeCloseTo(0.0001, 10);
    expect(inputs.asked.map(({ query }) => /\[(\w+)\]/.exec(query)?.[1])).toEqual([
      "5m",
      "30d",
      "30d",
    ]);
  });

  it("is a share where events are not counted", async () => {
    const indicator = { kind: "ratio", errorRatio: "avg_over_time(bad[{{.window}}])" } as const;
    const prometheus = answering([
      [/\[5m\]/, only(0.1)],
      [/\[30d\]/, only(0.002)],
    ]);

    expect(await readInputs(prometheus, objective({ indicator }), AT)).toMatchObject({
      recentRatio: 0.1,
      windowRatio: 0.002,
      bad: null,
      total: null,
    });
  });

  it("is of the group with least left where there are several, in whatever order they come", async () => {
    const prometheus = answering([
      [
        /\[5m\]/,
        [
          { labels: EU, value: 0.1 },
          { labels: US, value: 0.2 },
        ],
      ],
      [
        /5\.\..*\[30d\]/,
        [
          { labels: US, value: 7 },
          { labels: EU, value: 1 },
        ],
      ],
      [
        /\[30d\]/,
        [
          { labels: US, value: 70 },
          { labels: EU, value: 100 },
        ],
      ],
    ]);

    expect(await readInputs(prometheus, objective(), AT)).toMatchObject({
      recentRatio: 0.2,
      windowRatio: 0.1,
      groups: 2,
      labels: US,
    });
  });

  it("is not known without traffic", async () => {
    expect(await readInputs(answering([]), objective(), AT)).toMatchObject({
      recentRatio: null,
      windowRatio: null,
      bad: null,
      total: null,
      groups: 0,
    });
  });
});
