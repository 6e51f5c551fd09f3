import { isSameActor, type Actor } from "#domain/actor.ts";
import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { leadOf, mayStillOffer } from "#domain/incident/leading.ts";
import { changeIncident, type Outcome } from "#engine/incident/change-incident.ts";
import { readFacts } from "#engine/incident/read-facts.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, standsAs, type Sentence } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { failureOf } from "#slack/outgoing/failure.ts";
import { periodOf } from "#slack/outgoing/watch-silence.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Message } from "#slack/words/blocks.ts";
import { actorWords, statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { draftBrief } from "./draft-brief.ts";
import { findTyped } from "./find-member.ts";
import { type Handing, HANDING_TITLE, readHanding, renderHanding } from "./hand-over-form.ts";

/** Whoever has an incident asks somebody to take it over. */
export const handOverAct: Act = {
  name: "handover",
  aliases: ["handoff", "hand-over", "hand-off"],
  usage: [
    {
      typed: "handover INC-12 @ann",
      says: "asks her to take it over, with a brief; it stays yours until she accepts.",
    },
    { typed: "handover INC-12 withdraw", says: "takes that back." },
  ],
  group: "People",
  takesWords: true,
  isPossible: isOpen,
  run: async (desk, call) =>
    /^(?:withdraw|cancel)$/iu.test(call.text)
      ? say(await withdraw(desk, call))
      : await open(desk, call),
};

/** One form asks once. */
export const handingForm: Form<Handing> = {
  title: HANDING_TITLE,
  wants: (_, { meta }) => ({ action: "handover", incident: readIncidentId(meta) }),
  read: readHanding,
  save: async (desk, person, handing, { key, meta }) => {
    const incident = readIncidentId(meta);
    if (incident === null) return say(noSuchIncident(meta));
    return say(await offer(desk, person, { ...handing, key, incident }));
  },
};

/** Somebody says whether they take it over. */
export async function answerOffer(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  wanted: { readonly incident: IncidentId; readonly key: string; readonly accepts: boolean },
): Promise<Sentence> {
  const { incident: id, key, accepts } = wanted;
  const kind = accepts ? "accept-hand-over" : "decline-hand-over";
  const outcome = await changeIncident(desk.engine, id, () => ({ kind, by: actor, key }));
  return offerWords(desk, outcome, { id, actor }, (incident) => {
    if (!accepts) return `You declined. ${incidentName(id)} stays where it is, and that is told.`;
    return ownWords(incident, actor);
  });
}

function ownWords(incident: Incident, actor: Actor): Sentence {
  const has = isSameActor(incident.acknowledgedBy, actor);
  const leads = isSameActor(leadOf(incident), actor);
  const what = [...(has ? ["have"] : []), ...(leads ? ["lead"] : [])].join(" and ");
  const rest = has ? " You are asked about it from here on." : "";
  return `You ${what} ${incidentName(incident.id)} now.${rest}`;
}

async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const { engine } = desk;
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  if (!mayStillOffer(incident, call.actor)) return say(whyNotYours(desk, incident, call.actor));
  const found = call.text === "" ? null : await findTyped(desk, call.text, call);
  if (found?.kind === "refused") return say(found.words);
  const facts = await readFacts(engine, kysely, incident);
  const entries = await readTimeline(kysely, incident.id, () => undefined);
  const brief = draftBrief(facts, entries, (person) => nameIn(engine.configuration(), person));
  return await openView(desk, call, renderHanding(incident, { to: found?.actor ?? null, brief }));
}

async function offer(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  {
    to,
    brief,
    key,
    incident: id,
  }: Handing & { readonly key: string; readonly incident: IncidentId },
): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "offer-hand-over", by: actor, to, brief, key };
  });
  const name = actorWords(to, IN_BLOCK);
  if (outcome?.reason === "this hand-over was offered already") return askedWords(id, name);
  const silence = outcome?.changed === true ? await silenceWords(desk, to, name) : "";
  return offerWords(desk, outcome, { id, actor }, () => `${askedWords(id, name)}${silence}`);
}

async function withdraw(desk: Desk, { incident: id, actor }: ActCall): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "withdraw-hand-over", by: actor };
  });
  return offerWords(desk, outcome, { id, actor }, () => {
    return `Nobody is asked any more to take ${incidentName(id)} over. It stays yours.`;
  });
}

function askedWords(id: IncidentId, name: string): Sentence {
  return `${name} is asked to take ${incidentName(id)} over. It stays yours until they accept; without an answer within half an hour it stays yours altogether, and you are told.`;
}

/** What came of it, or why nothing did and what to do instead. */
function offerWords(
  desk: Desk,
  outcome: Outcome | null,
  { id, actor }: { readonly id: IncidentId; readonly actor: Actor },
  done: (incident: Incident) => Sentence,
): Sentence {
  if (outcome === null) return noSuchIncident(id);
  const { changed, incident, reason } = outcome;
  if (changed) return done(incident);
  if (!isOpen(incident)) return standsAs(incident, actor);
  switch (reason) {
    case "nobody has it":
    case "somebody else has it":
      return whyNotYours(desk, incident, actor);
    case "nobody hands over to themselves":
      return "You have it already. Choose somebody else to hand it over to.";
    case "somebody else offered it":
      return waitingWords(incident);
    case "it was offered to somebody else":
      return `Nothing was done: only ${offeredTo(incident)} can answer that.`;
    default:
      return `This hand-over is over. ${standsAs(incident, actor)}`;
  }
}

function whyNotYours({ engine }: Desk, incident: Incident, actor: Actor): Sentence {
  const name = incidentName(incident.id);
  if (!isOpen(incident)) return `${name}: ${statusWords(incident, IN_BLOCK)}.`;
  if (incident.acknowledgedBy === null) {
    return `Nobody has ${name} yet, so there is nothing to hand over. Acknowledge it first, or page somebody: Escalate.`;
  }
  return `${standsAs(incident, actor)} Only they or the lead can hand it over. If they cannot, take the lead: \`${engine.configuration().slack.incidentCommand} lead ${name} me\`.`;
}

/** Who has it and who leads it may both hand over: one after the other. */
function waitingWords({ id, offers: { open: waiting } }: Incident): string {
  if (waiting === null) return "Nothing was done. Try again.";
  const [from, to] = [actorWords(waiting.from, IN_BLOCK), actorWords(waiting.to, IN_BLOCK)];
  return `Nothing was done: ${from} has asked ${to} to take ${incidentName(id)} over, and waits until ${IN_BLOCK.time(waiting.until)}. Ask ${from} to take that back, or wait for the answer.`;
}

function offeredTo({ offers: { open: waiting } }: Incident): string {
  return waiting === null ? "somebody else" : actorWords(waiting.to, IN_BLOCK);
}

/** Slack takes the message also when it does not ring for it. */
async function silenceWords(desk: Desk, to: Actor, name: string): Promise<string> {
  const { client, engine, identity } = desk;
  if (to.kind !== "person" || !identity.scopes.has("dnd:read")) return "";
  try {
    const { enabled, start, end } = periodOf(await client.dnd.info({ user: to.slackId }));
    const now = await readClock(engine.database.kysely);
    if (!enabled || start > now || end <= now) return "";
    return ` ${name} has Do Not Disturb on until ${IN_BLOCK.time(end)}, so Slack does not ring: reach them in another way too.`;
  } catch (error) {
    engine.logger.warn({ failure: failureOf(error) }, "Do Not Disturb not known");
    return "";
  }
}
