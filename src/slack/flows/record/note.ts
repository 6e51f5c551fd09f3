import { DateTime } from "luxon";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { zoneOf } from "#slack/flows/wish/wish-flow.ts";
import type { Message } from "#slack/words/blocks.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import type { Speaker } from "#slack/words/typed-time.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import {
  type Note,
  NOTE_LENGTH,
  NOTE_TITLE,
  readNote,
  readTypedNote,
  renderNote,
} from "./note-form.ts";
import { readable } from "./readable.ts";

/** Writes on the timeline; a wrong note is put right by another one. */
export const noteAct: Act = {
  name: "note",
  aliases: ["log"],
  usage: [
    { typed: "note INC-12 rolled back to v41", says: "writes it on the timeline." },
    {
      typed: "note at 02:40 customers complain",
      says: "does so with the time at which it was; `yesterday 23:10` and `10 minutes ago` work too.",
    },
  ],
  group: "Record",
  takesWords: true,
  isPossible: () => true,
  run: (desk, call) => (call.text === "" ? open(desk, call) : addTyped(desk, call)),
};

/** The same note is added once, however often the form comes. */
export const noteForm: Form<Note> = {
  title: NOTE_TITLE,
  wants: (_, { meta }) => ({ action: "note", incident: readIncidentId(meta) }),
  read: async (desk, { values, slackId }) => readNote(values, await speakerOf(desk, slackId)),
  save: async (desk, person, note, { key, meta }) => {
    const incident = readIncidentId(meta);
    if (incident === null) return say(noSuchIncident(meta));
    return say(await add(desk, person, { ...note, key, incident }));
  },
};

async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  return await openView(desk, call, renderNote(incident));
}

/** `at 02:40` alone asks what was then. */
async function addTyped(desk: Desk, call: ActCall): Promise<Message | null> {
  const typed = await readable(desk, call.text);
  const note = readTypedNote(typed, await speakerOf(desk, call.slackId));
  if (typeof note === "string") return say(`Nothing was noted. ${note}`);
  if (note.text === "") return await open(desk, call);
  const { triggerId: key, incident } = call;
  return say(await add(desk, call, { ...note, key, incident }));
}

async function add(
  { engine }: Desk,
  { actor }: Pick<Permitted, "actor">,
  { text, at, key, incident }: Note & { readonly key: string; readonly incident: IncidentId },
): Promise<Sentence> {
  const moment = at === null ? null : DateTime.fromMillis(at, { zone: "utc" });
  const words = text.slice(0, NOTE_LENGTH);
  const outcome = await changeIncident(engine, incident, () => {
    return { kind: "add-note", by: actor, key, text: words, at: moment };
  });
  if (outcome === null) return noSuchIncident(incident);
  const then = moment === null ? "" : `, for ${IN_BLOCK.moment(moment)}`;
  return `Noted on the timeline of ${incidentName(incident)}${then}.`;
}

async function speakerOf(desk: Desk, slackId: string): Promise<Speaker> {
  const now = await readClock(desk.engine.database.kysely);
  return { now: now.toMillis(), zone: await zoneOf(desk, slackId) };
}
