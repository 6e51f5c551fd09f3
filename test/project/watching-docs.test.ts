import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { SELF_OBJECTIVES_FILE, selfObjectives } from "#prometheus/self/self-objectives.ts";
import { selfRuleGroups } from "#prometheus/self/self-rules.ts";
import { createMetrics } from "#telemetry/metrics.ts";

const PAGE = readFileSync(
  path.join(import.meta.dirname, "..", "..", "docs", "watching.md"),
  "utf8",
);
const RULES = selfRuleGroups({
  job: "muster",
  runbooks: "docs/watching.md",
  objectives: await selfObjectives(),
}).flatMap(({ rules }) => rules);
const ALERTS = RULES.flatMap((rule) => ("alert" in rule ? [rule] : []));
const ANCHORS = new Set(
  [...PAGE.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(/\s/g, "-"),
  ),
);

describe("an alert about Muster itself", () => {
  it.each(ALERTS.map(({ alert, ...rest }) => [alert, rest] as const))(
    "%s says what is wrong, what to do, and where more stands",
    (_, { annotations, labels }) => {
      const [page, anchor = ""] = (annotations["runbook_url"] ?? "").split("#");

      expect(page).toBe("docs/watching.md");
      expect(ANCHORS).toContain(anchor);
      expect(annotations["summary"]).toMatch(/\.$/);
      expect(annotations["fix"]).toMatch(/\.$/);
      expect(labels).toMatchObject({ watches: "muster" });
    },
  );

  it("is described wherever the page has one", () => {
    const [, chapter = ""] = PAGE.split("## Alerts\n");
    const described = [...chapter.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);

    expect(new Set(described)).toEqual(new Set(ALERTS.map(({ alert }) => alert)));
  });
});

describe("the page about watching Muster", () => {
  it("shows Muster's own objective as it is", () => {
    expect(PAGE).toContain(readFileSync(SELF_OBJECTIVES_FILE, "utf8"));
  });
});

describe("the rules about Muster itself", () => {
  it("ask for metrics that Muster has", async () => {
    const { text } = await createMetrics().render();
    const asked = new Set(
      RULES.flatMap(({ expr }) => expr.match(/\b(?:muster|nodejs)_\w+/g) ?? []).map((name) =>
        name.replace(/_(bucket|count)$/, ""),
      ),
    );

    expect(asked.size).toBeGreaterThan(15);
    expect([...asked].filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  });
});
