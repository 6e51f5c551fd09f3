import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Outcome, runMuster } from "#test/support/cli.ts";
import { GrafanaDashboard, type GrafanaPanel } from "#test/support/grafana.ts";

const PATIENCE = 60_000;
const EXAMPLE = join(import.meta.dirname, "..", "..", "muster.example.yaml");
const NAMES = ["muster", "service", "slos-28d", "slos-30d"];

let folder = "";
let written: readonly GrafanaDashboard[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-dashboards-"));
  await muster("--output", "all");
  written = await Promise.all(NAMES.map((name) => readDashboard(join("all", `${name}.json`))));
}, PATIENCE);
afterAll(() => rm(folder, { recursive: true }));

function muster(...args: readonly string[]): Promise<Outcome> {
  return runMuster(folder, ["dashboards", "--config", EXAMPLE, ...args]);
}

async function readDashboard(file: string): Promise<GrafanaDashboard> {
  return GrafanaDashboard.parse(JSON.parse(await readFile(join(folder, file), "utf8")));
}

function overlap({ gridPos: a }: GrafanaPanel, { gridPos: b }: GrafanaPanel): boolean {
  const across = a.x < b.x + b.w && b.x < a.x + a.w;
  return across && a.y < b.y + b.h && b.y < a.y + a.h;
}

describe("muster dashboards", { timeout: PATIENCE }, () => {
  it("writes one file for each, and says which", async () => {
    const { code, out } = await muster("--output", "again");

    expect(code).toBe(0);
    expect((await readdir(join(folder, "again"))).toSorted()).toEqual(
      NAMES.map((name) => `${name}.json`),
    );
    expect(out.trim().split("\n").toSorted()).toEqual(
      NAMES.map((name) => join("again", `${name}.json`)),
    );
  });

  it("writes those that are named alone", async () => {
    await muster("--output", "some", "service", "muster");

    expect((await readdir(join(folder, "some"))).toSorted()).toEqual([
      "muster.json",
      "service.json",
    ]);
  });

  it("prints the one that is named", async () => {
    const { code, out } = await muster("slos-30d");

    expect(code).toBe(0);
    expect(GrafanaDashboard.parse(JSON.parse(out)).uid).toBe("muster-slos-30d");
  });

  it("prints the one about Muster itself without any muster.yaml", async () => {
    const { code, out } = await runMuster(folder, ["dashboards", "--self", "muster"]);

    expect(code).toBe(0);
    expect(GrafanaDashboard.parse(JSON.parse(out)).uid).toBe("muster-itself");
  });

  it.each([
    ["no name", []],
    ["two names", ["service", "muster"]],
    ["a name that is none", ["slos"]],
  ])("ends with 2 and lists the names for %s", async (_, names) => {
    const { code, out, err } = await muster(...names);

    expect(code).toBe(2);
    expect(out).toBe("");
    for (const name of NAMES) expect(err).toContain(`  ${name}: `);
  });

  it("ends with 1 when the configuration cannot be used", async () => {
    await writeFile(join(folder, "bad.yaml"), "people: 3\n");
    const { code, out } = await runMuster(folder, ["dashboards", "-c", "bad.yaml", "muster"]);

    expect(code).toBe(1);
    expect(out).toBe("");
  });
});

describe("every dashboard", () => {
  it("asks for its Prometheus first", () => {
    for (const { templating } of written) expect(templating.list[0]?.type).toBe("datasource");
  });

  it("has panels with numbers of their own, beside and not upon each other", () => {
    for (const { panels } of written) {
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      for (const [at, panel] of panels.entries()) {
        expect(panel.gridPos.x + panel.gridPos.w).toBeLessThanOrEqual(24);
        expect(panels.slice(at + 1).filter((other) => overlap(panel, other))).toEqual([]);
      }
    }
  });

  it("draws four lines at most, all charts in one resolution", () => {
    const charts = written.flatMap(({ panels }) =>
      panels.filter((one) => one.type === "timeseries"),
    );

    expect(Math.max(...charts.map(({ targets }) => targets.length))).toBe(4);
    const resolutions = charts.map(({ interval, maxDataPoints }) => `${interval} ${maxDataPoints}`);
    expect(new Set(resolutions)).toEqual(new Set(["1m 720"]));
  });

  it("looks back as far as the objectives that it shows", () => {
    const times = Object.fromEntries(written.map(({ uid, time }) => [uid, time.from]));

    expect(times).toMatchObject({ "muster-slos-28d": "now-28d", "muster-slos-30d": "now-30d" });
  });
});
