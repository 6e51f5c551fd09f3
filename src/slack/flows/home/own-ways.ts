import type { types } from "@slack/bolt";
import { readContacts } from "#engine/reachable.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { waysSection } from "#slack/views/ways-section.ts";
import type { Viewer } from "./section.ts";

/** How the viewer is reached; nobody else sees it. */
export async function ownWays(
  { engine }: Desk,
  { person }: Viewer,
): Promise<readonly types.KnownBlock[]> {
  return person === null ? [] : waysSection(await readContacts(engine, person));
}
