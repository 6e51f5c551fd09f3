import { IncidentId } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { happeningWords, spanWords, type Step, stepsOf } from "#domain/trace.ts";
import { findDelivery, type KeptDelivery } from "#store/alert/quarantine.ts";
import { type Telling, tellingsOfDelivery } from "#store/alert/told-incidents.ts";
import type { Database } from "#store/database/database.ts";
import { readIncident } from "#store/incident/incidents.ts";
import type { TriedWay } from "#store/page/page-ways.ts";
import { count } from "./count.ts";
import { type IncidentTrace, momentsOfTelling, readIncidentTrace } from "./read-trace.ts";
import { refuseOld } from "./refuse-old.ts";
import type { TraceSubject } from "./trace.ts";
import { withDatabase } from "./with-database.ts";

type Wish = { readonly environment: NodeJS.ProcessEnv; readonly json: boolean };

/** A delivery may have changed many incidents, of which so many are shown. */
const MOST_INCIDENTS = 10;
const LONGEST = 300;

/** Prints the way of an alert, or says that there is no such delivery or incident. */
export async function printTrace(
  { kind, number }: TraceSubject,
  { environment, json }: Wish,
): Promise<void> {
  await withDatabase(environment, async (database) => {
    await refuseOld(database);
    const print = kind === "incident" ? printIncident : printDelivery;
    if (await print(database, number, json)) return;
    console.error(nothingWords({ kind, number }));
    process.exitCode = 1;
  });
}

function nothingWords({ kind, number }: TraceSubject): string {
  if (kind === "incident") return `There is no incident INC-${number}.`;
  return `There is no delivery ${number}, or none that is still known: one that changed nothing is forgotten after a while. An incident is written like INC-${number}.`;
}

async function printIncident(
  { kysely }: Database,
  number: number,
  json: boolean,
): Promise<boolean> {
  const id = IncidentId.safeParse(number);
  const incident = id.success ? await readIncident(kysely, id.data) : null;
  if (incident === null) return false;
  const trace = await readIncidentTrace(kysely, incident);
  if (json) printJson(incidentJson(trace));
  else console.log(incidentWords(trace));
  return true;
}

async function printDelivery(database: Database, number: number, json: boolean): Promise<boolean> {
  const { kysely } = database;
  const kept = await findDelivery(kysely, number);
  const tellings = await tellingsOfDelivery(kysely, number);
  if (kept === null && tellings.length === 0) return false;
  const traces: IncidentTrace[] = [];
  for (const { incident } of tellings.slice(0, MOST_INCIDENTS)) {
    const read = await readIncident(kysely, IncidentId.parse(incident));
    if (read !== null) traces.push(await readIncidentTrace(kysely, read));
  }
  const steps = stepsOf(deliveryMoments(number, kept, tellings));
  if (json)
    printJson({
      delivery: number,
      steps: steps.map(stepJson),
      incidents: traces.map(incidentJson),
    });
  else
    console.log(
      [deliveryWords(number, kept, tellings), lines(steps), ...traces.map(incidentWords)].join(
        "\n\n",
      ),
    );
  return true;
}

function deliveryMoments(
  delivery: number,
  kept: KeptDelivery | null,
  [first]: readonly Telling[],
): ReturnType<typeof momentsOfTelling> {
  if (first !== undefined) return momentsOfTelling(first);
  if (kept === null) return [];
  const { source, receivedAt, processedAt } = kept;
  if (processedAt !== null)
    return momentsOfTelling({ delivery, source, receivedAt, toldAt: processedAt });
  return [{ kind: "delivery-stored", delivery, source, at: receivedAt }];
}

function deliveryWords(
  number: number,
  kept: KeptDelivery | null,
  tellings: readonly Telling[],
): string {
  const name = `Delivery ${number}`;
  if (tellings.length > 0) {
    const names = tellings.map(({ incident }) => `INC-${incident}`);
    const shown = names.slice(0, MOST_INCIDENTS).join(", ");
    const more = names.length - MOST_INCIDENTS;
    return `${name} changed ${shown}${more > 0 ? ` and ${more} more` : ""}.`;
  }
  if (kept?.reason != null) {
    return `${name} could not be read: ${oneLine(kept.reason, LONGEST)}. \`muster quarantine ${number}\` prints it.`;
  }
  return kept?.processedAt === null
    ? `${name} waits to be worked off.`
    : `${name} changed no incident: nothing in it was news.`;
}

function incidentWords({ incident, name, steps, waiting }: IncidentTrace): string {
  const { title, severity, service, status } = incident;
  const head = `${name}: ${oneLine(title, LONGEST)}\n${severity}, service ${service}, ${status}. All times are UTC.`;
  const parts = [head, lines(steps), firstPageWords(steps), ...waiting.map(waitingWords)];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The number that matters most. */
function firstPageWords(steps: readonly Step[]): string {
  const sent = steps.find((step) => step.kind === "attempt-ended" && step.state === "sent");
  const stored = steps.find(({ kind }) => kind === "delivery-stored");
  if (sent === undefined || stored === undefined) return "";
  const span = sent.sinceStart - stored.sinceStart;
  return `From the first delivery to the first page that arrived: ${spanWords(span)}.`;
}

function waitingWords({ page, way, failures, lastFailure, dueAt }: TriedWay): string {
  const failed =
    failures === 0
      ? ""
      : `, failed ${count(failures, "time")}, last: ${oneLine(lastFailure ?? "", LONGEST)}`;
  const next = dueAt === null ? "" : `, due at ${dueAt.toUTC().toFormat("d LLL HH:mm:ss")}`;
  return `Page ${page} still waits for ${way}${failed}${next}.`;
}

/** Time, time since the step before, time since the first one, and what it was; the day where it changes. */
function lines(steps: readonly Step[]): string {
  let day = "";
  const drawn = steps.flatMap((step) => {
    const at = step.at.toUTC();
    const isNewDay = at.toFormat("d LLL yyyy") !== day;
    day = at.toFormat("d LLL yyyy");
    const since = [`+${spanWords(step.sinceBefore)}`, spanWords(step.sinceStart)];
    const columns = since.map((span) => span.padStart(14)).join("");
    const words = oneLine(happeningWords(step), LONGEST);
    const line = `  ${at.toFormat("HH:mm:ss.SSS")}${columns}   ${words}`;
    return isNewDay ? [`  ${day}`, line] : [line];
  });
  return drawn.join("\n");
}

function incidentJson({ incident, name, steps, waiting }: IncidentTrace): object {
  const { title, severity, service, status } = incident;
  return { id: name, title, severity, service, status, steps: steps.map(stepJson), waiting };
}

function stepJson({ sinceBefore, sinceStart, at, ...happening }: Step): object {
  return { at, msSinceBefore: sinceBefore, msSinceStart: sinceStart, ...happening };
}

function printJson(value: object): void {
  console.log(JSON.stringify(value, null, 2));
}
