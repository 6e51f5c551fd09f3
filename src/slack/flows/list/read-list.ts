import type { Actor } from "#domain/actor.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { idsOf } from "#domain/incident/people-in.ts";
import { servicesAround } from "#domain/service/service-duty.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { readClock } from "#store/database/clock.ts";
import {
  countIncidents,
  type IncidentFilter,
  listIncidents,
  type ListPage,
} from "#store/incident/list-incidents.ts";
import { channelsOfIncidents } from "#store/slack/slack-channels.ts";
import type { ListFilter, ListState } from "./list-state.ts";

/** One page of a list, as it is shown. */
export type ShownList = ListState & {
  readonly page: ListPage;
  /** How many the whole list has. */
  readonly count: number;
  /** The channels that incidents of the page have of their own. */
  readonly channels: ReadonlyMap<IncidentId, string>;
};

/** So many days back is lately. */
export const RECENT_DAYS = 7;
/** So many incidents a page has. */
const PAGE_SIZE = 20;

/** The page that somebody asks for; the first one when there is nothing where they asked for it any more. */
export async function readList(
  desk: Desk,
  viewer: Actor,
  state: ListState,
  limit = PAGE_SIZE,
): Promise<ShownList> {
  const { kysely } = desk.engine.database;
  const filter = await storedFilter(desk, viewer, state.filter);
  const page = await listIncidents(kysely, filter, { place: state.place, limit });
  const shown = page.incidents.length + page.unreadable.length;
  if (shown === 0 && state.place !== null) {
    return await readList(desk, viewer, { ...state, place: null }, limit);
  }
  for (const outline of page.unreadable) desk.tellUnreadable(outline);
  const isWhole = page.before === null && page.after === null;
  const count = isWhole ? shown : await countIncidents(kysely, filter);
  const ids = page.incidents.map(({ id }) => id);
  return { ...state, page, count, channels: await channelsOfIncidents(kysely, ids) };
}

async function storedFilter(
  { engine }: Desk,
  viewer: Actor,
  { scope, mine, severity, drills, ...owners }: ListFilter,
): Promise<IncidentFilter> {
  const configuration = engine.configuration();
  return {
    scope: scope === "recent" ? await lately(engine) : { kind: scope },
    mine: mine ? ownOf(configuration, viewer) : null,
    services: servicesOf(configuration, owners),
    severity,
    drills,
  };
}

async function lately({ database }: Desk["engine"]): Promise<IncidentFilter["scope"]> {
  const now = await readClock(database.kysely);
  return { kind: "recent", since: now.minus({ days: RECENT_DAYS }) };
}

/** Those in which somebody has a part, and those of the services for which they answer. */
function ownOf(configuration: Configuration, viewer: Actor): NonNullable<IncidentFilter["mine"]> {
  const person = viewer.kind === "person" ? viewer.person : null;
  const services = person === null ? [] : servicesAround(configuration, person);
  return { people: idsOf(viewer), services: services.map(({ id }) => id) };
}

function servicesOf(
  { services }: Configuration,
  { service, team }: Pick<ListFilter, "service" | "team">,
): readonly string[] | null {
  if (team === null) return service === null ? null : [service];
  const own = [...services.values()].filter((one) => one.team === team).map(({ id }) => id);
  return service === null ? own : own.filter((id) => id === service);
}
