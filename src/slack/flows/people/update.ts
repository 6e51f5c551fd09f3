import type { DateTime, Duration } from "luxon";
import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { cut } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, standsAs, type Sentence } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { readable } from "#slack/flows/record/readable.ts";
import type { Message } from "#slack/words/blocks.ts";
import { plural } from "#slack/words/incident-words.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readUpdate, renderUpdate, UPDATE_TITLE, type UpdateForm } from "./update-form.ts";

const MOST = 700;

/** Somebody tells those who do not work on it. */
export const updateAct: Act = {
  name: "update",
  aliases: ["post", "status"],
  usage: [
    {
      typed: "update INC-12",
      says: "tells others: what is known, who is hurt, what is done, when the next update comes.",
    },
  ],
  group: "Tell",
  takesWords: true,
  isPossible: ({ status }) => status !== "merged",
  run: open,
};

/** The same update is posted once, however often the form comes. */
export const updateForm: Form<UpdateForm> = {
  title: UPDATE_TITLE,
  wants: (_, { meta }) => ({ action: "update", incident: readIncidentId(meta) }),
  read: (_, { values }) => readUpdate(values),
  save: async (desk, person, value, { key, meta }) => {
    const incident = readIncidentId(meta);
    if (incident === null) return say(noSuchIncident(meta));
    return say(await post(desk, person, { ...value, key, incident }));
  },
};

async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const { engine } = desk;
  const incident = await readIncident(engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  const known = cut(await readable(desk, call.text), MOST);
  const { updateEvery } = engine.configuration().severities[incident.severity];
  const every = isOpen(incident) ? updateEvery : undefined;
  return await openView(desk, call, renderUpdate(incident, { every, known }));
}

async function post(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  {
    next,
    key,
    incident: id,
    ...words
  }: UpdateForm & { readonly key: string; readonly incident: IncidentId },
): Promise<Sentence> {
  const nextAt = await later(desk, next);
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "post-update", by: actor, key, ...words, nextAt };
  });
  if (outcome === null) return noSuchIncident(id);
  const { incident } = outcome;
  if (incident.status === "merged") return standsAs(incident, actor);
  return `${toldWords(incident)}${isOpen(incident) ? nextWords(nextAt) : ""}`;
}

function toldWords({ id, updates: { followers } }: Incident): Sentence {
  const people =
    followers.length === 0
      ? ""
      : `, and is sent to ${plural(followers.length, "person", "people")} who follow it`;
  return `The update stands on the cards of ${incidentName(id)} and in its channel${people}.`;
}

function nextWords(nextAt: DateTime | null): Sentence {
  if (nextAt === null) return " No other is planned.";
  return ` The next one is due ${IN_BLOCK.moment(nextAt)}; whoever writes it is reminded.`;
}

async function later({ engine }: Desk, wait: Duration | null): Promise<DateTime | null> {
  return wait === null ? null : (await readClock(engine.database.kysely)).plus(wait);
}
