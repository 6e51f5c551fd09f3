import { basename, join } from "node:path";
import { format } from "oxfmt";
import { describeChart } from "#charts/describe-budget.ts";
import { drawChart } from "#charts/draw-budget.ts";
import { loadConfiguration } from "#config/load.ts";
import { renderPostmortem } from "#documents/postmortem.ts";
import { templateNamed } from "#documents/templates.ts";
import { readPostmortem } from "#engine/postmortem/read-postmortem.ts";
import type { Database } from "#store/database/database.ts";
import { play } from "./play.ts";
import { INCIDENT } from "./story.ts";

const CONFIGURATION = join(import.meta.dirname, "..", "muster.yaml");
const INTRODUCTION =
  "<!-- Written by `npm run postmortem-example` from a story that the real program went through; docs/postmortems.md says how. -->";

/** A file of the example, by its path below docs/. */
export type ExampleFile = { readonly path: string; readonly text: string };

const DOCUMENT = "example-postmortem.md";

/** The whole example from a story in an empty database: the document, and the charts that it shows. */
export async function writeExample(database: Database): Promise<readonly ExampleFile[]> {
  const loaded = await loadConfiguration(CONFIGURATION);
  if (!loaded.ok) throw new Error("the demo's configuration cannot be used");
  const engine = await play(database, loaded);
  const parts = await readPostmortem(engine, database.kysely, INCIDENT);
  if (parts === null) throw new Error("the story made no incident");
  const charts = parts.facts.charts.map(({ id, chart }) => {
    const src = `images/example-${id}.svg`;
    return { id, src, alt: describeChart(chart), path: src, text: `${drawChart(chart)}\n` };
  });
  const { template, templates } = parts;
  const markdown = renderPostmortem({
    ...parts,
    template: templateNamed(template, templates),
    images: charts,
    marked: true,
  });
  const text = await formatted(`${INTRODUCTION}\n\n${markdown}`);
  return [{ path: DOCUMENT, text }, ...charts.map(({ path, text: svg }) => ({ path, text: svg }))];
}

/** As all files of this repository are. */
async function formatted(markdown: string): Promise<string> {
  const { code, errors } = await format(basename(DOCUMENT), markdown, { printWidth: 100 });
  if (errors.length > 0) throw new Error("the example cannot be formatted");
  return code;
}
