import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { z } from "zod";
import { checkDrawing } from "#app/check-drawing.ts";
import { createImpairments } from "#engine/impairments.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";

it.each([
  ["1 and nothing in the log, where charts can be drawn", null, "1", null],
  [
    "0 and what to do, where they cannot",
    "Run npm ci again",
    "0",
    expect.objectContaining({ part: "charts", fix: "Run npm ci again" }),
  ],
])("says by its metric %s", async (_, trouble, value, line) => {
  const metrics = createMetrics();
  const log = new PassThrough();

  const logger = createLogger({ level: "warn", destination: log });
  const impairments = createImpairments({ logger, metrics });
  await checkDrawing({ metrics, impairments }, async () => trouble);

  expect((await metrics.render()).text).toContain(`\nmuster_charts_drawable ${value}\n`);
  const written = z.instanceof(Buffer).nullable().parse(log.read());
  expect(written === null ? null : JSON.parse(written.toString())).toEqual(line);
});
