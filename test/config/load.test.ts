import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfiguration, parseConfiguration } from "#config/load.ts";
import { CLEAN } from "./edited.ts";

describe("parseConfiguration", () => {
  it("turns a clean file into people, services and routes that know their ids", () => {
    const parsed = parseConfiguration(CLEAN);

    expect(parsed).toMatchObject({ ok: true, warnings: [] });
    if (!parsed.ok) return;
    expect(parsed.configuration.services.get("api")).toMatchObject({ id: "api", team: "shop" });
    expect(parsed.configuration.incidents.quietPeriod.toISO()).toBe("PT5M");
  });

  it("gives warnings with a configuration that can be used", () => {
    const parsed = parseConfiguration(CLEAN.replace(", heartbeat: {}", ""));

    expect(parsed).toMatchObject({
      ok: true,
      warnings: [{ level: "warning", path: "sources.am", line: 17 }],
    });
  });

  it.each([
    ["{ person: alice }", "{ person: alcie }"],
    ["api: { name", "API: { name"],
  ])("refuses what has an error: %s becomes %s", (from, to) => {
    expect(parseConfiguration(CLEAN.replace(from, to)).ok).toBe(false);
  });
});

describe("loadConfiguration", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "muster-load-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("says of a missing file how to make one", async () => {
    const loaded = await loadConfiguration(join(folder, "none.yaml"));

    expect(loaded).toMatchObject({
      ok: false,
      findings: [{ message: expect.stringMatching(/^there is no file .*none\.yaml$/) }],
    });
    expect(loaded.ok ? "" : loaded.findings[0]?.fix).toMatch(/^copy muster\.example\.yaml/);
  });

  it("says of a folder that it cannot be read", async () => {
    const loaded = await loadConfiguration(folder);

    expect(loaded).toMatchObject({
      findings: [{ message: expect.stringContaining("cannot be read: EISDIR") }],
    });
  });

  it("knows the runbooks that Muster ships when there are none beside the file", async () => {
    const path = join(folder, "muster.yaml");
    await writeFile(path, CLEAN);

    const loaded = await loadConfiguration(path);

    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    expect(loaded.runbooks.runbooks.map(({ slug }) => slug)).toContain("errors");
  });

  it("refuses a service whose runbook is not there", async () => {
    const path = join(folder, "runbook.yaml");
    await writeFile(path, CLEAN.replace("runbook: errors", "runbook: erors"));

    expect(await loadConfiguration(path)).toMatchObject({
      ok: false,
      findings: [{ path: "services.api.runbook", line: 6, fix: "did you mean errors?" }],
    });
  });
});
