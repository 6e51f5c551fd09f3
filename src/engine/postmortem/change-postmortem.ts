import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { isWritten, type Prose, SUMMARY_SECTION } from "#domain/postmortem/prose.ts";
import type { PostmortemStage } from "#domain/response/postmortem.ts";
import type { Engine } from "#engine/engine.ts";
import { actorOnCall } from "#engine/incident/actor-on-call.ts";
import { changeIncident, changeLocked, type Outcome } from "#engine/incident/change-incident.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockIncident } from "#store/incident/incidents.ts";
import { publishDocument, reopenDocument } from "#store/postmortem/search.ts";
import { proseOf } from "#store/postmortem/sections.ts";

/** Somebody who decides something about a postmortem, and why. */
export type Wish = { readonly by: Actor; readonly reason: string };

/** The document as it will be published, and the texts that it was made of. */
export type Publication = {
  readonly title: string;
  readonly markdown: string;
  readonly prose: ReadonlyMap<string, Prose>;
};

/** One is needed from now on, whatever the numbers say. */
export async function askPostmortem(
  engine: Engine,
  id: IncidentId,
  { by, reason }: Wish,
): Promise<Outcome | null> {
  return await changeOwed(engine, id, { kind: "ask-postmortem", by, reason });
}

/** There will be none; the reason is kept. */
export async function waivePostmortem(
  engine: Engine,
  id: IncidentId,
  { by, reason }: Wish,
): Promise<Outcome | null> {
  return await changeIncident(engine, id, () => ({ kind: "waive-postmortem", by, reason }));
}

/** That there will be none does not hold any more. */
export async function withdrawWaiver(
  engine: Engine,
  id: IncidentId,
  { by, reason }: Wish,
): Promise<Outcome | null> {
  return await changeOwed(engine, id, { kind: "withdraw-postmortem-waiver", by, reason });
}

/** Null when there will be no meeting. */
export async function setPostmortemMeeting(
  engine: Engine,
  id: IncidentId,
  { by, meetingAt }: { readonly by: Actor; readonly meetingAt: DateTime | null },
): Promise<Outcome | null> {
  return await changeIncident(engine, id, () => {
    return { kind: "set-postmortem-meeting", by, meetingAt };
  });
}

/** Null for the template that the rules choose. */
export async function choosePostmortemTemplate(
  engine: Engine,
  id: IncidentId,
  { by, template }: { readonly by: Actor; readonly template: string | null },
): Promise<Outcome | null> {
  return await changeIncident(engine, id, () => {
    return { kind: "choose-postmortem-template", by, template };
  });
}

/** Sends it to review or back to draft, or takes what is published back into review. */
export async function movePostmortem(
  engine: Engine,
  id: IncidentId,
  move: { readonly by: Actor; readonly to: Exclude<PostmortemStage, "none" | "published"> },
): Promise<Outcome | null> {
  return await withIncident(engine, id, async (tx, incident, now) => {
    const outcome = await changeLocked(engine, tx, incident, {
      command: { kind: "move-postmortem", hasSummary: false, rules: rulesOf(engine), ...move },
      now,
    });
    if (outcome.changed) await reopenDocument(tx, id);
    return outcome;
  });
}

/** Publishes it as it reads now, and keeps it so; refused when somebody wrote since it was read. */
export async function publishPostmortem(
  engine: Engine,
  id: IncidentId,
  { by, document }: { readonly by: Actor; readonly document: Publication },
): Promise<Outcome | null> {
  return await withIncident(engine, id, async (tx, incident, now) => {
    const prose = await proseOf(tx, id);
    const news = [...prose.values()].find((one) => {
      return document.prose.get(one.section)?.version !== one.version;
    });
    if (news !== undefined) return stays(incident, newsWords(news));
    const hasSummary = isWritten(prose.get(SUMMARY_SECTION));
    const rules = rulesOf(engine);
    const command = { kind: "move-postmortem", by, to: "published", hasSummary, rules } as const;
    const outcome = await changeLocked(engine, tx, incident, { command, now });
    if (outcome.changed) await publishDocument(tx, { incident: id, ...document }, now);
    return outcome;
  });
}

/** What may make a follow-up, which somebody must own. */
async function changeOwed(
  engine: Engine,
  id: IncidentId,
  wish: Wish & { readonly kind: "ask-postmortem" | "withdraw-postmortem-waiver" },
): Promise<Outcome | null> {
  return await withIncident(engine, id, async (tx, incident, now) => {
    const onCall = await actorOnCall(engine, tx, incident, now);
    const command = { ...wish, rules: rulesOf(engine), onCall };
    return await changeLocked(engine, tx, incident, { command, now });
  });
}

async function withIncident(
  engine: Engine,
  id: IncidentId,
  act: (tx: Transaction, incident: Incident, now: DateTime) => Promise<Outcome>,
): Promise<Outcome | null> {
  return await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    return incident === null ? null : await act(tx, incident, await readClock(tx));
  });
}

function rulesOf({ configuration }: Engine): ReturnType<Engine["configuration"]>["postmortems"] {
  return configuration().postmortems;
}

function stays(incident: Incident, reason: string): Outcome {
  return { incident, changed: false, reason };
}

function newsWords({ writtenBy, section }: Prose): string {
  const who = writtenBy.kind === "person" ? writtenBy.name : "somebody";
  return `${who} has written in ${section} since you looked: look again, then publish it`;
}
