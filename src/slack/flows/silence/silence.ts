import { isOpen, overWords, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { liveSilences } from "#domain/response/silences.ts";
import { askForSilence } from "#engine/silence/ask-for-silence.ts";
import { previewSilence } from "#engine/silence/preview-silence.ts";
import { readScopes } from "#engine/silence/silence-scopes.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openedView, type OpenedView, TOO_LATE } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { messagesAbout } from "#store/slack/slack-messages.ts";
import { withoutApiWords } from "./preview-words.ts";
import { silenceAnswer } from "./silence-answer.ts";
import {
  readSilenceForm,
  renderSilenceForm,
  SILENCE_TITLE,
  type SilenceForm,
  type SilenceFormFacts,
} from "./silence-form.ts";
import { LONGEST_MINUTES, readTypedSilence } from "./typed-silence.ts";

/** Keeps an incident's alerts quiet at their source, and ends or extends what is kept quiet. */
export const silenceAct: Act = {
  name: "silence",
  aliases: ["mute"],
  usage: [
    {
      typed: "silence INC-12 2h noisy disk",
      says: "silences its alerts in Alertmanager, after showing what that hides.",
    },
    { typed: "silence INC-12", says: "does so, and ends or extends what is silenced." },
  ],
  group: "Mitigate",
  takesWords: true,
  isPossible: (incident) => isOpen(incident) || liveSilences(incident.silences).length > 0,
  run: open,
};

/** One form makes one silence, however often it comes. */
export const silenceForm: Form<SilenceForm> = {
  title: SILENCE_TITLE,
  wants: (_, { meta }) => ({ action: "silence", incident: readIncidentId(meta) }),
  read: async ({ engine }, { values, meta }) => {
    const incident = await read({ engine }, readIncidentId(meta));
    const scopes = incident === null ? NO_SCOPES : await readScopes(engine, incident);
    return readSilenceForm(values, scopes);
  },
  save: async (desk, { actor }, { scope, minutes, comment }, { key, meta }) => {
    const id = readIncidentId(meta);
    if (id === null) return say(noSuchIncident(meta));
    const now = await readClock(desk.engine.database.kysely);
    const { source, matchers } = scope;
    const until = now.plus({ minutes }).startOf("second");
    const link = await linkTo(desk, id);
    const silence = { key, source, matchers, until, comment, link };
    const answer = await askForSilence(desk.engine, id, { kind: "silence", by: actor, silence });
    return say(silenceAnswer(id, answer));
  },
};

const NO_SCOPES = { scopes: [], withoutApi: [] };

/** The form opens at once, since Slack gives three seconds; what the source has to say to it comes after. */
async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const typed = readTypedSilence(call.text);
  if ((typed.minutes ?? 1) > LONGEST_MINUTES || typed.minutes === 0) return say(WRONG_LENGTH);
  const incident = await read(desk, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  const scopes = await readScopes(desk.engine, incident);
  const problem = whyNothing(incident, scopes);
  if (problem !== null) return say(problem);
  const [scope = null] = scopes.scopes;
  const facts = { ...scopes, incident, scope, preview: null, typed };
  const view = await openedView(desk, call, renderSilenceForm(facts));
  if (view === null) return TOO_LATE;
  await showPreview(desk, view, facts);
  return null;
}

const WRONG_LENGTH =
  "Nothing was silenced. A silence lasts between a minute and 30 days, such as `90m`, `2h` or `3d`.";

/** Shows in the open form what the chosen alerts are, unless it shows an answer by now. */
export async function showPreview(
  { engine, client }: Desk,
  { id, hash }: OpenedView,
  facts: SilenceFormFacts,
): Promise<void> {
  const { incident, scope } = facts;
  if (scope === null || !isOpen(incident)) return;
  const preview = await previewSilence(engine, incident, scope);
  try {
    const view = renderSilenceForm({ ...facts, preview });
    await client.views.update({ view_id: id, hash, view });
  } catch (error) {
    engine.logger.warn({ err: error }, "the preview of a silence could not be shown");
  }
}

/** Nothing can be silenced, and nothing is. */
function whyNothing(
  incident: Incident,
  { scopes, withoutApi }: Pick<SilenceFormFacts, "scopes" | "withoutApi">,
): string | null {
  if (liveSilences(incident.silences).length > 0) return null;
  if (!isOpen(incident)) return `Nothing was silenced: ${overWords(incident)}.`;
  if (scopes.length > 0) return null;
  if (withoutApi.length > 0) return withoutApiWords(withoutApi).join(" ");
  return "It has no alerts with a name, so there is nothing to silence. What pages for it is its policy: snooze it, or hand it back.";
}

async function read(
  { engine }: Pick<Desk, "engine">,
  id: IncidentId | null,
): Promise<Incident | null> {
  return id === null ? null : await readIncident(engine.database.kysely, id);
}

/** The way back from Alertmanager: the incident's card, in its own channel if it has one. */
async function linkTo({ engine, client }: Desk, id: IncidentId): Promise<string | null> {
  const cards = await messagesAbout(engine.database.kysely, id, ["channel-card", "card"]);
  const card = cards.find(({ kind, ts }) => kind === "channel-card" && ts !== null) ?? cards[0];
  if (card === undefined || card.channel === null || card.ts === null) return null;
  try {
    const place = { channel: card.channel, message_ts: card.ts };
    return (await client.chat.getPermalink(place)).permalink ?? null;
  } catch (error) {
    engine.logger.warn({ err: error }, "no link to the card for a silence");
    return null;
  }
}
