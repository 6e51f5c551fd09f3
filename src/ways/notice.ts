import type { Incident } from "#domain/incident/incident.ts";
import { incidentName, worstFirst } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import type { Engine } from "#engine/engine.ts";
import { type IncidentFacts, readPageFacts } from "#engine/incident/read-facts.ts";
import type { BegunAttempts, NeededAttempt } from "#engine/page/begin-attempts.ts";
import { outlineOf } from "#store/incident/incident-outline.ts";
import type { Page } from "#store/page/pages.ts";
import type { NoticedIncident, PageNotice } from "./way.ts";

const TITLE_LENGTH = 150;
const NAME_LENGTH = 80;
const SEVERITY_LENGTH = 20;
const REASON_LENGTH = 200;
/** More are only counted. */
const MOST_OTHERS = 20;

type More = Pick<IncidentFacts, "service" | "runbookUrl" | "dashboard" | "webUrl">;
const NOTHING_MORE: More = {
  service: undefined,
  runbookUrl: null,
  dashboard: null,
  webUrl: null,
};

/** What is said to the person: the worst incident, and that others wait too. */
export async function writeNotice(engine: Engine, begun: BegunAttempts): Promise<PageNotice> {
  const { needed, token, mayBeDouble } = begun;
  const sorted = needed.toSorted(worstNeededFirst);
  const [worst] = sorted;
  const [first, ...others] = await describeAll(engine, sorted.slice(0, MOST_OTHERS + 1));
  const { publicUrl } = engine.configuration();
  return {
    isTest: worst?.page === null,
    id: `attempt-${worst?.attempt.id}`,
    incident: first ?? null,
    others,
    unnamed: Math.max(0, sorted.length - 1 - MOST_OTHERS),
    why: oneLine(worst?.page?.reason ?? "you asked for a test page", REASON_LENGTH),
    mayBeDouble,
    token,
    acknowledgeUrl: publicUrl === undefined ? null : `${publicUrl}/acknowledge/${token}`,
  };
}

async function describeAll(
  engine: Engine,
  needed: readonly NeededAttempt[],
): Promise<readonly NoticedIncident[]> {
  const described = [];
  for (const { page, incident } of needed) {
    if (page !== null) described.push(await describe(engine, page, incident));
  }
  return described;
}

/** In the barest words when nothing better can be made: a page never waits for being pretty. */
async function describe(
  engine: Engine,
  page: Page,
  incident: Incident | null,
): Promise<NoticedIncident> {
  const outline = incident ?? (await outlineOf(engine.database.kysely, page.incident));
  const { service, runbookUrl, dashboard, webUrl } = await readMore(engine, incident);
  return {
    id: outline.id,
    name: incidentName(outline.id),
    title: oneLine(outline.title, TITLE_LENGTH),
    severity: oneLine(outline.severity, SEVERITY_LENGTH),
    service: oneLine(service?.name ?? outline.service, NAME_LENGTH),
    runbookUrl,
    dashboardUrl: dashboard?.url ?? null,
    incidentUrl: webUrl,
  };
}

async function readMore(engine: Engine, incident: Incident | null): Promise<More> {
  if (incident === null) return NOTHING_MORE;
  try {
    return await readPageFacts(engine, engine.database.kysely, incident);
  } catch (error) {
    engine.logger.error({ err: error, incident: incident.id }, "a notice could not be filled");
    return NOTHING_MORE;
  }
}

/** What cannot be read comes last: there is least to say of it. */
function worstNeededFirst(a: NeededAttempt, b: NeededAttempt): number {
  if (a.incident === null || b.incident === null) {
    return Number(a.incident === null) - Number(b.incident === null);
  }
  return worstFirst(a.incident, b.incident);
}
