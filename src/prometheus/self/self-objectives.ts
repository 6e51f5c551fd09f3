import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { OwnSlo, ownObjective } from "#domain/configuration/objectives-configuration.ts";
import type { Objective } from "#domain/objective/objective.ts";

export const SELF_OBJECTIVES_FILE = join(import.meta.dirname, "objectives.yaml");

const File = z.strictObject({ slos: z.record(z.string(), OwnSlo) });

/** What Muster promises itself, in the form in which anybody's promises are written. */
export async function selfObjectives(): Promise<readonly Objective[]> {
  const { slos } = File.parse(parse(await readFile(SELF_OBJECTIVES_FILE, "utf8")));
  return Object.entries(slos).map(([id, slo]) => ownObjective({ ...slo, id }));
}
