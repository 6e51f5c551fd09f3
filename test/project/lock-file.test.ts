import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const file = path.join(import.meta.dirname, "../../package-lock.json");
const { packages } = Lock.parse(JSON.parse(readFileSync(file, "utf8")));

it("names the builds for every platform, without which npm ci refuses on all of them", () => {
  const missing = Object.entries(packages).flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined &&
        packages[`${place}/node_modules/${name}`] === undefined,
    ),
  );

  expect(missing).toEqual([]);
});

it("names no place to download from", () => {
  const resolved = Object.values(packages).filter((entry) => entry.resolved !== undefined);

  expect(resolved).toEqual([]);
});
