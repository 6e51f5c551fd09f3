import { DateTime } from "luxon";
import { incidentName } from "#domain/incident/incident.ts";
import { cut } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { ownIncident } from "#slack/flows/incident/find-meant.ts";
import { parseSubject } from "#slack/flows/incident/parse.ts";
import { runAct } from "#slack/flows/incident/run-act.ts";
import type { WordCall } from "#slack/flows/incident/word.ts";
import { zoneOf } from "#slack/flows/wish/wish-flow.ts";
import { readOpen } from "#slack/incident-group.ts";
import type { Message } from "#slack/words/blocks.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import type { Speaker } from "#slack/words/typed-time.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import {
  draftOf,
  type Note,
  NOTE_LENGTH,
  NOTE_TITLE,
  type PlacedNote,
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
  typed: noteTyped,
  run,
};

/** The same note is added once, however often the form comes. */
export const noteForm: Form<PlacedNote> = {
  title: NOTE_TITLE,
  wants: ({ incident }) => ({ action: "note", incident }),
  read: async (desk, { values, meta, slackId }) => {
    return readNote(values, meta, await speakerOf(desk, slackId));
  },
  save: async (desk, person, note, { key }) => say(await add(desk, person, { ...note, key })),
};

/** Of several open incidents the form asks which is meant: what was typed is not lost. */
async function noteTyped(desk: Desk, call: WordCall): Promise<Message | null> {
  const own = await ownIncident(desk, call);
  const typed = parseSubject(call.text, { takesWords: true, atHome: own !== null });
  if (typed.kind === "no-such-incident") return say(noSuchIncident(typed.word));
  const { incidents } = await readOpen(desk);
  const [only, ...others] = incidents;
  const known = typed.incident ?? own ?? (others.length === 0 ? only?.id : undefined);
  if (known !== undefined) {
    return await runAct(desk, noteAct, {
      ...call,
      incident: known,
      own,
      text: typed.text,
      step: null,
    });
  }
  const refusal = await refusalOf(desk, call, { action: "see", incident: null });
  if (refusal !== null) return refusal;
  if (only === undefined) return say(whichOne(desk));
  return await withTyped(desk, { ...call, text: typed.text }, (note, speaker) => {
    return openView(desk, call, renderNote(incidents, draftOf(note, speaker)));
  });
}

function whichOne({ engine }: Desk): Sentence {
  const command = engine.configuration().slack.incidentCommand;
  return `No incident is open. Name the one that you mean: \`${command} note INC-12 rolled back\`.`;
}

async function run(desk: Desk, call: ActCall): Promise<Message | null> {
  if (call.text === "") return await open(desk, call);
  const { triggerId: key, incident } = call;
  return await withTyped(desk, call, async (note) => {
    // `at 02:40` alone asks what was then.
    if (note.text === "") return await open(desk, call);
    return say(await add(desk, call, { ...note, key, incident }));
  });
}

async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  return await openView(desk, call, renderNote([incident]));
}

async function withTyped(
  desk: Desk,
  { text, slackId }: Pick<WordCall, "text" | "slackId">,
  work: (note: Note, speaker: Speaker) => Promise<Message | null>,
): Promise<Message | null> {
  const speaker = await speakerOf(desk, slackId);
  const note = readTypedNote(await readable(desk, text), speaker);
  if (typeof note === "string") return say(`Nothing was noted. ${note}`);
  return await work(note, speaker);
}

async function add(
  { engine }: Desk,
  { actor }: Pick<Permitted, "actor">,
  { text, at, key, incident }: PlacedNote & { readonly key: string },
): Promise<Sentence> {
  const moment = at === null ? null : DateTime.fromMillis(at, { zone: "utc" });
  const words = cut(text, NOTE_LENGTH);
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
