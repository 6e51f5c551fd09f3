import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Outcome, runMuster, spawnMuster } from "#test/support/cli.ts";
import { CLEAN } from "./edited.ts";

const EXAMPLE = join(import.meta.dirname, "..", "..", "muster.example.yaml");
const PATIENCE = 60_000;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-cli-"));
  await writeFile(join(folder, "muster.yaml"), CLEAN);
  await writeFile(join(folder, "bad.yaml"), CLEAN.replace("team: shop", "team: shpo"));
  await writeFile(join(folder, "warned.yaml"), CLEAN.replace(", heartbeat: {}", ""));
  await mkdir(join(folder, "own", "runbooks"), { recursive: true });
  await writeFile(join(folder, "own", "muster.yaml"), CLEAN);
  await writeFile(join(folder, "own", "runbooks", "errors.md"), "no front matter");
});
afterAll(() => rm(folder, { recursive: true }));

function muster(...args: readonly string[]): Promise<Outcome> {
  return runMuster(folder, args);
}

function musterWith(
  environment: Record<string, string>,
  ...args: readonly string[]
): Promise<Outcome> {
  return runMuster(folder, args, environment);
}

describe("muster check", { timeout: PATIENCE }, () => {
  it("ends with 0 when nothing is wrong", async () => {
    expect(await spawnMuster(folder, ["check"])).toEqual({
      code: 0,
      out: "./muster.yaml: nothing is wrong\n",
      err: "",
    });
  });

  it("ends with 1 and names file, line, path, value and fix", async () => {
    const { code, out } = await muster("check", "--config", "bad.yaml");

    expect(code).toBe(1);
    expect(out).toBe(
      [
        "bad.yaml:6: error: services.api.team: there is no shpo under teams",
        "    did you mean shop?",
        "bad.yaml: 1 error, 0 warnings",
        "",
      ].join("\n"),
    );
  });

  it("ends with 0 when there are only warnings", async () => {
    const { code, out } = await muster("check", "--config", "warned.yaml");

    expect(code).toBe(0);
    expect(out).toMatch(/^warned\.yaml:17: warning: sources\.am: am has no heartbeat/);
  });

  it("gives programs the same in JSON", async () => {
    const bad = await muster("check", "--config", "bad.yaml", "--json");
    const good = await muster("check", "--json");

    expect([bad.code, good.code]).toEqual([1, 0]);
    expect(JSON.parse(bad.out)).toEqual({
      ok: false,
      file: "bad.yaml",
      findings: [
        {
          file: "bad.yaml",
          level: "error",
          path: "services.api.team",
          line: 6,
          message: "there is no shpo under teams",
          fix: "did you mean shop?",
        },
      ],
    });
    expect(JSON.parse(good.out)).toEqual({ ok: true, file: "./muster.yaml", findings: [] });
  });

  it("finds runbooks that cannot be read", async () => {
    const { code, out } = await muster("check", "--config", "own/muster.yaml");

    expect(code).toBe(1);
    expect(out).toMatch(/^own\/runbooks\/errors\.md: error: start the file with its front matter/);
  });

  it("reads the file that MUSTER_CONFIG names, unless --config names another", async () => {
    const named = await musterWith({ MUSTER_CONFIG: "bad.yaml" }, "check");
    const overruled = await musterWith({ MUSTER_CONFIG: "bad.yaml" }, "check", "-c", "muster.yaml");
    const empty = await musterWith({ MUSTER_CONFIG: "" }, "check");

    expect([named.code, overruled.code, empty.code]).toEqual([1, 0, 0]);
  });

  it("says of a missing file how to make one", async () => {
    const { code, out } = await muster("check", "--config", "none.yaml");

    expect(code).toBe(1);
    expect(out).toContain("copy muster.example.yaml to it");
  });
});

describe("muster route", { timeout: PATIENCE }, () => {
  it("tells path, service, severity, incident, people with delays, channel, runbook and dashboard", async () => {
    const { code, out } = await muster(
      "route",
      "alertname=CheckoutDown",
      "namespace=cart",
      "severity=warning",
      "--config",
      EXAMPLE,
    );

    expect(code).toBe(0);
    expect(out.replace(/from=\d+/, "from=1").split("\n")).toEqual([
      'Route       default > namespace=~"checkout|cart" > alertname="CheckoutDown", env!="staging"',
      "Service     Checkout (checkout) of the team Shop",
      "Severity    SEV1 Critical: the route sets SEV1",
      'Incident    ["checkout",["alertname","CheckoutDown"]]',
      "Channel     card in #checkout-alerts; a channel of its own is opened",
      "Pages       at once: Bob Okafor, #shop-alerts (@here)",
      "            after 5 minutes: Alice Ng",
      "            repeated 2 times, each after a rest of 5 minutes",
      "            then every 15 minutes: #checkout-alerts (@here), Alice Ng",
      "Runbook     Requests fail (errors), found by the service",
      "Dashboard   Checkout overview: https://grafana.example.com/d/checkout?var-namespace=cart&from=1&to=now",
      "",
    ]);
  });

  it("says that nobody is paged when the severity does not page", async () => {
    const { out } = await muster("route", "alertname=X", "severity=info");

    expect(out).toContain("Pages       nobody: SEV4 does not page");
    expect(out).toContain('Severity    SEV4 Low: the label severity="info" means SEV4');
  });

  it("takes the example that a newcomer copies", async () => {
    const { code, out } = await muster("check", "--config", EXAMPLE);

    expect(code).toBe(0);
    expect(out).toContain("muster.example.yaml: 0 errors");
  });

  it("reads severities as the named source does", async () => {
    const usual = await muster("route", "severity=red", "-c", EXAMPLE, "--json");
    const other = await muster(
      "route",
      "severity=red",
      "-c",
      EXAMPLE,
      "--json",
      "--source",
      "alertmanager-eu",
    );

    expect(JSON.parse(usual.out)).toMatchObject({
      source: "alertmanager",
      places: [{ severity: "SEV2", severityKnown: true }],
    });
    expect(JSON.parse(other.out)).toMatchObject({
      source: "alertmanager-eu",
      places: [{ severity: "SEV3", severityKnown: false }],
    });
  });

  it("prefers the runbook that the alert's annotation names", async () => {
    const { out } = await muster(
      "route",
      "alertname=X",
      "--annotation",
      "runbook_url=latency",
      "--json",
    );

    expect(JSON.parse(out)).toMatchObject({
      places: [
        {
          service: { id: "api" },
          key: '["api",["alertname","X"]]',
          paging: { levels: [{ after: "PT0S", targets: [{ kind: "person", person: "alice" }] }] },
          runbook: { kind: "page", slug: "latency", source: "annotation" },
        },
      ],
    });
  });

  it("ends with 1 when the configuration cannot be used, and says why", async () => {
    const { code, out, err } = await muster("route", "a=b", "--config", "bad.yaml");

    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^bad\.yaml:6: error: services\.api\.team/);
  });

  it.each([
    ["no labels", ["route"]],
    ["a matcher in place of a label", ["route", "severity=~x"]],
    ["a label twice", ["route", "a=1", "a=2"]],
    ["an unknown source", ["route", "a=1", "--source", "nagios"]],
    ["an unknown option", ["check", "--jsno"]],
    ["an unknown command", ["chekc"]],
    ["no command", []],
  ])("ends with 2 for wrong usage: %s", async (_, args) => {
    const { code, out, err } = await muster(...args);

    expect([code, out]).toEqual([2, ""]);
    expect(err).not.toBe("");
  });

  it("ends with 0 for help", async () => {
    const { code, out } = await muster("--help");

    expect(code).toBe(0);
    expect(out).toContain("route [options] <labels...>");
    expect(out).not.toContain("document");
  });
});
