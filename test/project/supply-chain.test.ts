import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const ROOT = path.join(import.meta.dirname, "../..");
/** Who may run a program of their own while they are installed: nobody needs to. */
const MAY_RUN_SCRIPTS: readonly string[] = [];
/** What may be passed on with Muster, which is under Apache-2.0. */
const LICENCES = new Set(
  "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause ISC MIT MIT-0 MPL-2.0 PSF-2.0".split(" "),
);

const Package = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  integrity: z.string().optional(),
});
const Lock = z.object({ packages: z.record(z.string(), Package) });
const Installed = z.object({ scripts: z.record(z.string(), z.string()).default({}) });
const Component = z.object({ name: z.string(), version: z.string(), group: z.string().optional() });
const Bom = z.object({ bomFormat: z.literal("CycloneDX"), components: z.array(Component) });

const lock = Lock.parse(JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")));
const packages = Object.entries(lock.packages).flatMap(([place, entry]) => {
  return place === "" ? [] : [{ place, name: place.replace(/^.*node_modules\//, ""), ...entry }];
});
const shipped = packages.filter(({ dev }) => !dev);

describe("whoever installs Muster", () => {
  it("runs no program of a dependency by that", () => {
    const running = packages.filter(({ place, hasInstallScript }) => {
      return hasInstallScript || runsOnInstall(path.join(ROOT, place));
    });

    expect(running.map(({ name }) => name)).toEqual(MAY_RUN_SCRIPTS);
    expect(readFileSync(path.join(ROOT, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
  });

  it("gets exactly what was tried: every package that Muster runs with, by its checksum", () => {
    const unsure = shipped.filter(({ integrity }) => integrity?.startsWith("sha512-") !== true);

    expect(unsure.map(({ name }) => name)).toEqual([]);
  });
});

describe("what is passed on with Muster", () => {
  it("is under licences that allow it", () => {
    const others = shipped.filter(({ license = "none" }) => !LICENCES.has(license));

    expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });

  it("stands in the bill of materials that npm run sbom prints, each dependency of it", async () => {
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "sbom"], { cwd: ROOT });
    const listed = Bom.parse(JSON.parse(stdout)).components.map(fullNameOf);

    const missing = shipped.filter(({ name, version }) => !listed.includes(`${name}@${version}`));
    expect(shipped.length).toBeGreaterThan(50);
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

/** As npm decides it: a script of these names, or something to compile. What is for other systems is not installed. */
function runsOnInstall(folder: string): boolean {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) return false;
  const { scripts } = Installed.parse(JSON.parse(readFileSync(file, "utf8")));
  const isNamed = ["preinstall", "install", "postinstall"].some((name) => name in scripts);
  return isNamed || existsSync(path.join(folder, "binding.gyp"));
}

function fullNameOf({ group, name, version }: z.output<typeof Component>): string {
  return `${group === undefined ? "" : `${group}/`}${name}@${version}`;
}
