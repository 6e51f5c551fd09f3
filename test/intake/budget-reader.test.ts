import { describe, expect, it } from "vitest";
import { createBudgetReader } from "#app/budgets.ts";
import type { Prometheus, Series } from "#prometheus/client/prometheus.ts";
import { measureShare } from "#prometheus/measure-share.ts";
import { configuration } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";

const DAY = 86_400;
const NEVER = new AbortController().signal;

describe("a Prometheus whose secret is not set", () => {
  it("is trouble of whoever asks it, not of the card that shows what was read", async () => {
    const settings = configuration({
      prometheus: { url: "http://127.0.0.1:9", bearer: "PROMETHEUS_TOKEN" },
    });
    const configured = { current: () => settings, objectives: () => [objective()] };
    const budgets = createBudgetReader(configured, () => null, NEVER);

    expect(budgets()?.objectives()).toHaveLength(1);
    await expect(budgets()?.read(objective(), 1)).rejects.toThrow(
      "The environment variable PROMETHEUS_TOKEN is not set.",
    );
  });
});

describe("an incident that has been open for weeks", () => {
  it("is looked at in steps of which Prometheus takes as many", async () => {
    const asked: { start: number; end: number; step: number }[] = [];
    const prometheus: Prometheus = {
      range: async (_, range) => {
        asked.push(range);
        return { data: [] satisfies Series[], warnings: [] };
      },
      instant: () => Promise.reject(new Error("nobody asks for it here")),
      read: () => Promise.reject(new Error("nobody asks for it here")),
    };
    for (const days of [1, 30, 400]) {
      const about = 1_800_000_000 - days * DAY;
      const question = { objective: objective(), labels: {}, about, until: 1_800_000_000 };
      const { share } = await measureShare(prometheus, question);

      expect(share.quality).toBe("unavailable");
    }

    const points = asked.map(({ start, end, step }) => (end - start) / step);
    expect(Math.max(...points)).toBeLessThan(11_000);
    expect(asked[0]?.step).toBe(60);
  });
});
