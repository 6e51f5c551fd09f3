import { dirname, relative, sep } from "node:path";
import type { Command } from "commander";
import { IANAZone } from "luxon";
import type { Image } from "#documents/drawing.ts";
import { type Document, renderFacts, renderPostmortem } from "#documents/postmortem.ts";
import { templateNamed } from "#documents/templates.ts";
import { BUILT_IN } from "#domain/configuration/postmortem-template.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { type PostmortemParts, readPostmortem } from "#engine/postmortem/read-postmortem.ts";
import type { Connection } from "#store/database/database.ts";
import { documentOf } from "#store/postmortem/search.ts";
import { loadOrReport } from "./load-or-report.ts";
import type { PostmortemOptions } from "./postmortem.ts";
import { readingEngine } from "./reading-engine.ts";
import { redrawFile } from "./redraw-file.ts";
import { refuseOld } from "./refuse-old.ts";
import { withDatabase } from "./with-database.ts";
import { writeCharts } from "./write-charts.ts";

type Wish = {
  readonly options: PostmortemOptions;
  readonly environment: NodeJS.ProcessEnv;
  readonly command: Command;
};

/** Prints the postmortem, or redraws its facts in a file; what was published is printed as it was. */
export async function writePostmortem(
  number: number,
  { options, environment, command }: Wish,
): Promise<void> {
  const { zone } = options;
  if (zone !== undefined && !IANAZone.isValidZone(zone)) {
    command.error(`error: ${zone} is no time zone; write it like Europe/Berlin`);
  }
  const loaded = await loadOrReport(options.config);
  if (loaded === null) return;
  await withDatabase(environment, async (database, logger) => {
    await refuseOld(database);
    const engine = readingEngine(loaded, database, logger);
    const id = IncidentId.safeParse(number);
    const parts = id.success ? await readPostmortem(engine, database.kysely, id.data) : null;
    if (parts === null) return fail(`There is no incident INC-${number}.`);
    refuseUnknown(parts, options, command);
    if (await isWrittenAsPublished(database.kysely, parts, options)) return;
    await write(parts, options);
  });
}

function refuseUnknown(
  { templates }: PostmortemParts,
  { template }: PostmortemOptions,
  command: Command,
): void {
  const known = [...BUILT_IN, ...templates.map(({ id }) => id)];
  if (template === undefined || known.includes(template)) return;
  command.error(`error: there is no template ${template}; there are ${known.join(", ")}`);
}

/** What was published stays as it was, also in files. */
async function isWrittenAsPublished(
  connection: Connection,
  { incident }: PostmortemParts,
  { into }: PostmortemOptions,
): Promise<boolean> {
  const kept = await documentOf(connection, incident.id);
  if (kept === null || kept.publishedAt === null) return false;
  if (into === undefined) process.stdout.write(kept.markdown);
  else fail(`The postmortem of INC-${incident.id} is published: its facts are redrawn no more.`);
  return true;
}

async function write(parts: PostmortemParts, options: PostmortemOptions): Promise<void> {
  const { into, plain } = options;
  const { facts, prose, templates } = parts;
  const document: Document = {
    facts,
    prose,
    template: templateNamed(options.template ?? parts.template, templates),
    zone: options.zone ?? parts.zone,
    images: await imagesFor(parts, options),
    marked: plain !== true,
  };
  if (into === undefined) process.stdout.write(renderPostmortem(document));
  else {
    await redrawFile(into, {
      whole: () => renderPostmortem(document),
      facts: (id) => renderFacts(document, id),
    });
  }
}

/** Their addresses lead from where the document stands. */
async function imagesFor(
  { facts }: PostmortemParts,
  { images: folder, into, format }: PostmortemOptions,
): Promise<readonly Image[]> {
  if (folder === undefined) return [];
  const written = await writeCharts(facts, { folder, format });
  const from = into === undefined ? process.cwd() : dirname(into);
  return written.map(({ id, alt, file }) => {
    return { id, alt, src: relative(from, file).split(sep).join("/") };
  });
}

function fail(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
