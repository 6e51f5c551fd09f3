import type { types } from "@slack/bolt";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type ListFilter, OPEN_INCIDENTS, writeState } from "#slack/flows/list/list-state.ts";
import { filterMenus, listBlocks } from "#slack/flows/list/list-view.ts";
import { listSummary } from "#slack/flows/list/list-words.ts";
import { readList, type ShownList } from "#slack/flows/list/read-list.ts";
import { bareSection } from "#slack/views/bare.ts";
import { incidentPoint } from "#slack/views/incident-point.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, bulletList, button, header, section } from "#slack/words/blocks.ts";
import type { Viewer } from "./section.ts";

type Named = Pick<Configuration, "services" | "teams">;

/** What is shown before anybody has chosen: what is open and, in short, the viewer's own and the last that ended. */
export type Overview = {
  readonly mine: ShownList;
  readonly open: ShownList;
  readonly recent: ShownList;
};

const MOST_BESIDE = 5;
const DECLARE = button(ACTIONS.declare, "Declare an incident", "declare");

/** The incidents of the list that the viewer has chosen, or of every kind some. */
export async function incidents(
  desk: Desk,
  { actor, list }: Viewer,
): Promise<readonly types.KnownBlock[]> {
  const named = desk.engine.configuration();
  if (list !== null) return chosenBlocks(await readList(desk, actor, list), named);
  const [mine, open, recent] = await Promise.all([
    readFirst(desk, actor, { filter: { ...OPEN_INCIDENTS, mine: true }, limit: MOST_BESIDE }),
    readFirst(desk, actor, { filter: OPEN_INCIDENTS }),
    readFirst(desk, actor, { filter: { ...OPEN_INCIDENTS, scope: "recent" }, limit: MOST_BESIDE }),
  ]);
  return overviewBlocks({ mine, open, recent }, named);
}

export function overviewBlocks(
  { mine, open, recent }: Overview,
  named: Named,
): readonly types.KnownBlock[] {
  return [
    header("Open incidents"),
    section(listSummary(open, named)),
    ...listBlocks(open, named),
    ...filterMenus(OPEN_INCIDENTS, named),
    ...actions("menu", [DECLARE]),
    ...beside({ title: "Your incidents", index: 0 }, mine, named),
    ...beside({ title: "Ended lately", index: 1 }, recent, named),
  ];
}

function chosenBlocks(list: ShownList, named: Named): readonly types.KnownBlock[] {
  return [
    header("Incidents"),
    section(listSummary(list, named)),
    ...filterMenus(list.filter, named),
    ...listBlocks(list, named),
    ...actions("menu", [button(ACTIONS.listOverview, "Back to the overview", "overview"), DECLARE]),
  ];
}

/** The first few of a list, and a button for all of them; nothing when there are none. */
function beside(
  { title, index }: { readonly title: string; readonly index: number },
  list: ShownList,
  named: Named,
): readonly types.KnownBlock[] {
  const { page, count, filter } = list;
  const shown = page.incidents.length + page.unreadable.length;
  if (shown === 0) return [];
  const all = writeState({ filter, place: null });
  return [
    header(title),
    ...bulletList(
      page.incidents.map((one) => incidentPoint(one, named.services, list.channels.get(one.id))),
    ),
    ...bareSection(page.unreadable),
    ...(count > shown
      ? actions(title, [button(numbered(ACTIONS.listAll, index), `Show all ${count}`, all)])
      : []),
  ];
}

async function readFirst(
  desk: Desk,
  actor: Viewer["actor"],
  { filter, limit }: { readonly filter: ListFilter; readonly limit?: number },
): Promise<ShownList> {
  return await readList(desk, actor, { filter, place: null }, limit);
}
