import type { DateTime } from "luxon";
import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { isOwed, isUndecided, type Postmortem } from "#domain/response/postmortem.ts";
import { IncidentJob } from "#engine/job/jobs.ts";
import { type PostmortemParts, readPostmortem } from "#engine/postmortem/read-postmortem.ts";
import { NotNow } from "#slack/outgoing/failure.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { documentFrom, type ReadableDocument } from "#slack/postmortem-document.ts";
import { renderPostmortemMessage } from "#slack/views/postmortem/message.ts";
import { pageOfPostmortem, type Where } from "#slack/views/postmortem/where-line.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import type { NewJob } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { documentOf, keepDocument as keepForSearch } from "#store/postmortem/search.ts";
import { documentMessage, type ShownDocument, shownDocumentOf } from "#store/slack/documents.ts";
import { announcePublished } from "./announce-published.ts";
import { keepDocument } from "./keep-document.ts";
import { postInRoom } from "./room.ts";
import type { Draft } from "./target.ts";

/** A draft changes with every line that somebody writes, and need not be drawn for each. */
const PAUSE = { minutes: 1 };

/** Asks for a look at the postmortem, where there is one, or was to be one. */
export function postmortemLook({
  id,
  postmortem,
}: Pick<Incident, "id" | "postmortem">): readonly NewJob[] {
  if (!isLive(postmortem) && postmortem.waiver === null && postmortem.verdict === null) return [];
  const lane = `postmortem:${id}`;
  return [{ lane, kind: "postmortem", payload: { incident: id }, dedupe: "postmortem" }];
}

/** Has what Slack shows of a postmortem show what is true, at most once a minute. */
export async function showPostmortems(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const wanted = new Set(jobs.map(({ payload }) => IncidentJob.parse(payload).incident));
  let isDrawn = false;
  for (const id of wanted) isDrawn = (await showPostmortem(out, id)) || isDrawn;
  return {
    done: jobs.map(({ id }) => id),
    ...(isDrawn ? { pauseUntil: now.plus(PAUSE) } : {}),
  };
}

/** Whether there is anything to draw for it. */
async function showPostmortem(out: Outgoing, id: IncidentId): Promise<boolean> {
  const { kysely } = out.engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return false;
  const known = await shownDocumentOf(kysely, id);
  if (!isLive(incident.postmortem)) {
    // Nobody is told of what is not needed, unless something else was told before.
    const isTold = (await documentMessage(kysely, id, "postmortem")) !== null;
    if (isTold || isLeftToAnybody(incident.postmortem)) await showMessage(out, incident, known);
    return false;
  }
  const parts = await readPostmortem(out.engine, kysely, id);
  if (parts !== null) await showDocument(out, parts, known);
  return parts !== null;
}

/** The message first: people find the document even where nothing takes it. */
async function showDocument(
  out: Outgoing,
  parts: PostmortemParts,
  known: ShownDocument,
): Promise<void> {
  const { incident } = parts;
  const { title, markdown } = await currentDocument(out, parts);
  const room = await showMessage(out, incident, known);
  const filename = `${incidentName(incident.id)}-postmortem.md`;
  const { shown, later } =
    room === null
      ? { shown: known, later: null }
      : await tryToKeep(out, incident.id, known, { ...room, title, filename, markdown });
  if (shown !== known) await showMessage(out, incident, shown);
  await announcePublished(out, parts, await whereOf(out, incident, shown));
  if (later !== null) throw later;
}

/** That Slack takes no document just now keeps nobody from hearing that it is published; it is tried again later. */
async function tryToKeep(
  out: Outgoing,
  incident: IncidentId,
  known: ShownDocument,
  draft: Draft,
): Promise<{ readonly shown: ShownDocument; readonly later: NotNow | null }> {
  try {
    return { shown: await keepDocument(out, incident, known, draft), later: null };
  } catch (error) {
    if (error instanceof NotNow) return { shown: known, later: error };
    throw error;
  }
}

/** What is published stays as it was published; a draft is kept as it reads now, so that it can be found. */
async function currentDocument(out: Outgoing, parts: PostmortemParts): Promise<ReadableDocument> {
  const { database } = out.engine;
  const { id: incident, postmortem } = parts.incident;
  const kept =
    postmortem.stage === "published" ? await documentOf(database.kysely, incident) : null;
  if (kept !== null) return kept;
  const document = documentFrom(parts);
  await database.transaction((tx) => keepForSearch(tx, { incident, ...document }));
  return document;
}

/** Where it stands then; null where Slack takes it nowhere. */
async function showMessage(
  out: Outgoing,
  incident: Incident,
  shown: ShownDocument,
): ReturnType<typeof postInRoom> {
  const content = renderPostmortemMessage(incident, await whereOf(out, incident, shown));
  return await postInRoom(out, incident, "postmortem", content);
}

async function whereOf(
  { engine }: Outgoing,
  { id }: Incident,
  shown: ShownDocument,
): Promise<Where> {
  const webUrl = engine.webLink(id, await readClock(engine.database.kysely));
  const page = webUrl === null ? null : pageOfPostmortem(webUrl);
  return { shown, webUrl: page, name: incidentName(id) };
}

/** Whether the numbers do not say it, and there was nobody to ask: then whoever reads the channel decides. */
function isLeftToAnybody(postmortem: Postmortem): boolean {
  const { verdict, decisionAskedOf } = postmortem;
  return isUndecided(postmortem) && decisionAskedOf === null && verdict?.isPreliminary === false;
}

/** Whether there is a document, or has to be one. */
function isLive(postmortem: Postmortem): boolean {
  return postmortem.stage !== "none" || isOwed(postmortem);
}
