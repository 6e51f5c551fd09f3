import type { types } from "@slack/bolt";
import { byUrgency, type Impairment, isRisky, nameOf } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { adminsOf } from "#engine/impairment/follow-impairments.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { impairmentBlocks } from "#slack/views/impairments.ts";
import { openEpisodes } from "#store/impairment/impairments.ts";
import type { Viewer } from "./section.ts";

/** What is wrong with Muster itself: everything for the admins, what endangers pages for everybody. */
export async function impaired(
  { engine }: Desk,
  { person }: Viewer,
): Promise<readonly types.KnownBlock[]> {
  const all = seesAll(engine, person);
  const shown = (await currentlyImpaired(engine)).filter((one) => all || isRisky(one));
  return impairmentBlocks(shown.map((one) => ({ ...one, beganAt: one.since, endedAt: null })));
}

/** The admins do; where there are none, everybody. */
export function seesAll(engine: Engine, person: string | null): boolean {
  const admins = adminsOf(engine);
  return admins.length === 0 || (person !== null && admins.includes(person));
}

/** What this process sees, and what any other told of lately. */
async function currentlyImpaired(engine: Engine): Promise<readonly Impairment[]> {
  const kept = (await openEpisodes(engine.database.kysely)).map((episode) => {
    return { ...episode, since: episode.beganAt };
  });
  const names = new Set(kept.map(nameOf));
  const own = engine.impairments.current().filter((one) => !names.has(nameOf(one)));
  return [...kept, ...own].toSorted(byUrgency);
}
