import type { Incident } from "#domain/incident.ts";
import { incidentName, worstFirst } from "#domain/incident.ts";
import { oneLine } from "#domain/text.ts";
import type { BegunAttempts, NeededAttempt } from "#engine/begin-attempts.ts";
import type { Engine } from "#engine/engine.ts";
import { readFacts } from "#engine/read-facts.ts";
import type { NoticedIncident, PageNotice } from "./way.ts";

const TITLE_LENGTH = 150;
const NAME_LENGTH = 80;
const REASON_LENGTH = 200;
/** More are only counted by those who send it. */
const MOST_OTHERS = 20;

/** What is said to the person: the worst incident, and that others wait too. */
export async function writeNotice(engine: Engine, begun: BegunAttempts): Promise<PageNotice> {
  const { needed, token, mayBeDouble } = begun;
  const sorted = needed.toSorted(worstNeededFirst);
  const [worst] = sorted;
  const incidents = sorted.flatMap(({ incident }) => incident ?? []);
  const [first, ...others] = await describeAll(engine, incidents.slice(0, MOST_OTHERS + 1));
  const { publicUrl } = engine.configuration();
  return {
    isTest: worst?.page === null,
    id: `attempt-${worst?.attempt.id}`,
    incident: first ?? null,
    others,
    why: oneLine(worst?.page?.reason ?? "you asked for a test page", REASON_LENGTH),
    mayBeDouble,
    token,
    acknowledgeUrl: publicUrl === undefined ? null : `${publicUrl}/acknowledge/${token}`,
  };
}

async function describeAll(
  engine: Engine,
  incidents: readonly Incident[],
): Promise<readonly NoticedIncident[]> {
  const described = [];
  for (const incident of incidents) described.push(await describe(engine, incident));
  return described;
}

async function describe(engine: Engine, incident: Incident): Promise<NoticedIncident> {
  const facts = await readFacts(engine, engine.database.kysely, incident);
  return {
    id: incident.id,
    name: incidentName(incident.id),
    title: oneLine(incident.title, TITLE_LENGTH),
    severity: incident.severity,
    service: oneLine(facts.service?.name ?? incident.service, NAME_LENGTH),
    runbookUrl: facts.runbookUrl,
    dashboardUrl: facts.dashboard?.url ?? null,
  };
}

/** What cannot be read comes last: there is least to say of it. */
function worstNeededFirst(a: NeededAttempt, b: NeededAttempt): number {
  if (a.incident === null || b.incident === null) {
    return Number(a.incident === null) - Number(b.incident === null);
  }
  return worstFirst(a.incident, b.incident);
}
