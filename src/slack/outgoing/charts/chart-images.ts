import { createHash } from "node:crypto";
import type { DateTime } from "luxon";
import { canDraw } from "#charts/can-draw.ts";
import { drawChart } from "#charts/draw-budget.ts";
import { drawPng } from "#charts/draw-png.ts";
import { asError, failureOf, Refused } from "#slack/outgoing/failure.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { uploadUnshared } from "#slack/outgoing/upload-files.ts";
import type { StoredChart } from "#store/budget/charts.ts";
import type { ChartFile } from "#store/slack/slack-charts.ts";

/** Images in the order of the charts; none where they cannot be had, with the reason in words. */
export type ChartImages = {
  readonly files: readonly ChartFile[];
  readonly trouble: string | null;
};

type Wanted = {
  readonly charts: readonly StoredChart[];
  /** What was uploaded before. */
  readonly known: readonly ChartFile[];
  readonly now: DateTime;
};

/** Draws and uploads what has not been; what Slack refuses for good is told in words instead. Throws NotNow. */
export async function imagesOf(
  out: Outgoing,
  { charts, known, now }: Wanted,
): Promise<ChartImages> {
  if (!(await canDraw())) return without("Images cannot be drawn where Muster runs.");
  if (!out.granted("files:write")) {
    return without("Muster may not upload images here: it needs the scope files:write.");
  }
  const files: ChartFile[] = [];
  try {
    for (const { chart, objective } of charts) {
      const svg = drawChart(chart);
      const digest = createHash("sha256").update(svg).digest("base64url");
      const standing = known.find((file) => file.digest === digest);
      files.push(standing ?? { digest, uploadedAt: now, file: await upload(out, objective, svg) });
    }
    return { files, trouble: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return without(`Slack did not take the image (${error.code}).`);
  }
}

async function upload(out: Outgoing, objective: string, svg: string): Promise<string> {
  const content = await draw(out, svg);
  try {
    return await uploadUnshared(out.client, { filename: `${objective}.png`, content });
  } catch (error) {
    throw asError(failureOf(error));
  }
}

async function draw({ engine }: Outgoing, svg: string): Promise<Uint8Array> {
  try {
    return await drawPng(svg);
  } catch (error) {
    engine.metrics.chartFailures.inc({ step: "draw" });
    throw error;
  }
}

function without(trouble: string): ChartImages {
  return { files: [], trouble };
}
