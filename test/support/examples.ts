import { readFileSync } from "node:fs";
import path from "node:path";
import { Variables } from "#config/environment.ts";
import { healthRoutes } from "#intake/health-routes.ts";
import { createMetrics } from "#telemetry/metrics.ts";

/** In which Muster ends whatever is under way; killed earlier, it could not give back what it holds. */
export const ENDS_WITHIN_SECONDS = 10;

/** Where Muster listens in every example. */
export const PORT = 8080;

/** Variables of images that are not Muster's. */
const FOREIGN = /^(POSTGRES_|NODE_ENV$)/;

/** Every path of GET that says how Muster is. */
export const healthPaths: readonly string[] = healthRoutes({
  metrics: createMetrics(),
  longestStall: () => 0,
  readiness: () => Promise.reject(new Error("nobody asks")),
}).map((route) => route.path);

/** The text of a file in examples. */
export function example(file: string): string {
  return readFileSync(path.join("examples", file), "utf8");
}

/** Names that no environment variable of ours has. */
export function unknownVariables(names: Iterable<string>): readonly string[] {
  const known = new Set(Object.keys(Variables.shape));
  return [...names].filter((name) => !known.has(name) && !FOREIGN.test(name));
}
