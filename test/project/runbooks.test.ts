import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { readRunbooks } from "#config/read-runbooks.ts";
import { mitigationSteps } from "#domain/runbook-steps.ts";
import { isReviewDue, type Runbook } from "#domain/runbook.ts";

const SECTIONS = ["Check", "Stop the pain", "Find the cause", "Escalate when", "Afterwards"];
const PLACEHOLDER = /<[a-z][a-z-]*>/g;

const folder = join(import.meta.dirname, "../../runbooks");
const { runbooks, problems } = await readRunbooks(folder);
const pages = runbooks.map((runbook) => [runbook.slug, runbook] as const);

describe("the shipped runbooks", () => {
  it("can all be read and claim no alert twice", () => {
    expect(problems).toEqual([]);
  });

  it("cover the golden signals and what breaks most", () => {
    expect(runbooks.map(({ slug }) => slug)).toEqual([
      "alerting-is-blind",
      "certificate-expiry",
      "disk-filling",
      "error-budget-burn",
      "errors",
      "latency",
      "saturation",
      "target-down",
      "traffic",
    ]);
  });

  it("leave no alert to the rules of precedence", () => {
    const claims = runbooks.flatMap(({ alerts, slug }) => alerts.map((alert) => ({ alert, slug })));
    const overlaps = claims.filter(({ alert, slug }) =>
      claims.some((other) => other.slug !== slug && covers(other.alert, alert)),
    );

    expect(overlaps).toEqual([]);
  });

  it.skipIf(!hasPromtool())("ask only questions that Prometheus understands", () => {
    const queries = runbooks.flatMap((runbook) => codeBlocks(runbook, "promql"));

    expect(queries.length).toBeGreaterThan(20);
    expect(checkQueries(queries)).toContain(`SUCCESS: ${queries.length} rules found`);
  });

  it("give only commands that a shell understands", () => {
    const commands = runbooks.flatMap((runbook) => codeBlocks(runbook, "sh"));
    const mistakes = commands
      .map((input) => spawnSync("sh", ["-n"], { input, encoding: "utf8" }).stderr)
      .filter((text) => text !== "");

    expect(commands.length).toBeGreaterThan(10);
    expect(mistakes).toEqual([]);
  });
});

describe.each(pages)("runbook %s", (_, runbook) => {
  const [opening = "", ...sections] = runbook.body.split(/^## /m);

  it("has every section, in order, and something in each", () => {
    expect(sections.map((text) => text.split("\n")[0])).toEqual(SECTIONS);
    for (const text of sections) expect(text.split("\n").length).toBeGreaterThan(4);
  });

  it("begins with three lines: what it means, how bad, the first thing to do", () => {
    const lines = opening.split("\n").filter((line) => line.startsWith("- "));

    expect(lines.map((line) => /^- \*\*([^:]+):\*\* /.exec(line)?.[1])).toEqual([
      "What it means",
      "How bad",
      "First thing",
    ]);
  });

  it("numbers its checks and its mitigations", () => {
    expect(sections[0]).toMatch(/^1\. \*\*/m);
    expect(sections[1]).toMatch(/^1\. \*\*/m);
    expect(sections[1]?.match(/undo|undone/gi)?.length).toBeGreaterThan(2);
  });

  it("has its mitigations as steps, each with a short name and how it is done", () => {
    const steps = mitigationSteps(runbook);
    const listed = sections[1]?.match(/^\d+\. /gm) ?? [];

    expect(steps).toHaveLength(listed.length);
    expect(steps.length).toBeGreaterThan(2);
    for (const { text, detail } of steps) {
      expect(text.length).toBeLessThan(90);
      expect(detail).not.toBe("");
    }
  });

  it("names all its placeholders at the top, and no others", () => {
    const named = new Set(opening.match(PLACEHOLDER));
    const used = new Set(sections.join("").match(PLACEHOLDER));

    expect([...named].toSorted()).toEqual([...used].toSorted());
  });

  it("links only to runbooks that are there", () => {
    const targets = [...runbook.body.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);
    const files = runbooks.map(({ slug }) => `${slug}.md`);

    expect(files).toEqual(expect.arrayContaining(targets));
  });

  it("is for alerts, has an owner and a fresh review", () => {
    expect(runbook.alerts.length).toBeGreaterThan(3);
    expect(runbook.owner).not.toBe("");
    expect(isReviewDue(runbook, DateTime.fromISO("2026-12-01"))).toBe(false);
  });
});

function covers(claim: string, other: string): boolean {
  return claim.endsWith("*") ? other.startsWith(claim.slice(0, -1)) : claim === other;
}

function codeBlocks({ body }: Runbook, language: string): readonly string[] {
  const blocks = body.matchAll(/^( *)```(\w+)\n(.*?)^ *```$/gms);
  return [...blocks]
    .filter(([, , name]) => name === language)
    .map(([, indent = "", , code = ""]) =>
      code.replaceAll(new RegExp(`^${indent}`, "gm"), "").replaceAll(PLACEHOLDER, "placeholder"),
    );
}

function hasPromtool(): boolean {
  return spawnSync("promtool", ["--version"]).status === 0;
}

function checkQueries(queries: readonly string[]): string {
  const work = mkdtempSync(join(tmpdir(), "muster-queries-"));
  const file = join(work, "rules.yml");
  const rules = queries.map((expr, index) => ({ record: `question_${index}`, expr }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: "runbooks", rules }] }));
  try {
    return execFileSync("promtool", ["check", "rules", file], { encoding: "utf8", stdio: "pipe" });
  } finally {
    rmSync(work, { recursive: true });
  }
}
