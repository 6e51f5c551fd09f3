import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeChart } from "#charts/describe-budget.ts";
import { drawChart } from "#charts/draw-budget.ts";
import { renderPng } from "#charts/render.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";

type Written = { readonly id: string; readonly alt: string; readonly file: string };

/** Writes each chart of an incident as a file, and says what it shows. */
export async function writeCharts(
  { name, charts }: Pick<PostmortemFacts, "name" | "charts">,
  { folder, format }: { readonly folder: string; readonly format: "svg" | "png" },
): Promise<readonly Written[]> {
  if (charts.length === 0) return [];
  await mkdir(folder, { recursive: true });
  const written: Written[] = [];
  for (const { id, chart } of charts) {
    const file = join(folder, `${name}-${plainName(id)}.${format}`);
    const svg = drawChart(chart);
    await writeFile(file, format === "png" ? await renderPng(svg) : svg);
    written.push({ id, alt: describeChart(chart), file });
  }
  return written;
}

/** What an objective is called must not lead to another folder. */
function plainName(id: string): string {
  return id.replaceAll(/[^a-z0-9_-]+/giu, "-");
}
