import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { isWorse, Severity } from "#domain/severity.ts";
import { oneLine } from "#domain/text.ts";
import { setSeverity } from "#engine/incident/set-severity.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { whoIsPaged } from "#slack/flows/incident/who-is-paged.ts";
import type { Message } from "#slack/words/blocks.ts";
import { severityWords } from "#slack/words/incident-words.ts";
import { readIncident } from "#store/incident/incidents.ts";
import {
  readSeverity,
  readSeverityMeta,
  renderSeverity,
  SEVERITY_REASON_LENGTH,
  SEVERITY_TITLE,
  type SeverityWish,
} from "./severity-form.ts";

/** Somebody says how bad it is. */
export const severityAct: Act = {
  name: "severity",
  aliases: ["sev", "raise", "lower"],
  usage: [
    { typed: "severity INC-12", says: "shows what each severity means, and sets it." },
    { typed: "sev INC-12 SEV1 all customers", says: "sets it at once; the words say why." },
  ],
  group: "Mitigate",
  takesWords: true,
  isPossible: (incident) => incident.status !== "merged",
  run: async (desk, call) => {
    const { word, rest } = splitTyped(call.text);
    const to = Severity.safeParse(word.toUpperCase().replace(/^(?=[1-4]$)/, "SEV"));
    if (!to.success) return await openSeverity(desk, call, { reason: call.text });
    return await setTyped(desk, call, { to: to.data, reason: rest });
  },
};

export const severityForm: Form<SeverityWish> = {
  title: SEVERITY_TITLE,
  wants: (_, { meta }) => ({ action: "severity", incident: readSeverityMeta(meta).incident }),
  read: async ({ engine }, { meta, values }) => {
    const { incident: id } = readSeverityMeta(meta);
    const incident = await readIncident(engine.database.kysely, id);
    return readSeverity(values, incident?.severity);
  },
  save: async (desk, person, wish, { meta }) => {
    const { incident, shown } = readSeverityMeta(meta);
    return say(await change(desk, person, incident, { ...wish, shown }));
  },
};

/** What is less bad needs a reason: the form asks for it. */
async function setTyped(desk: Desk, call: ActCall, wish: SeverityWish): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  const isLower = incident !== null && isWorse(incident.severity, wish.to);
  if (isLower && wish.reason === "") return await openSeverity(desk, call, { to: wish.to });
  return say(await change(desk, call, call.incident, wish));
}

/** Opens the form with what is wished for filled in. */
export async function openSeverity(
  desk: Desk,
  call: Pick<ActCall, "incident" | "triggerId" | "modal">,
  wish: Partial<SeverityWish>,
): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  return await openView(desk, call, renderSeverity(incident, desk.engine.configuration(), wish));
}

async function change(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  id: IncidentId,
  wish: SeverityWish,
): Promise<Sentence> {
  const reason = oneLine(wish.reason, SEVERITY_REASON_LENGTH);
  const outcome = await setSeverity(desk.engine, id, { ...wish, by: actor, reason });
  if (outcome === null) return noSuchIncident(id);
  if (!outcome.changed) return `The severity was not set: ${outcome.reason}.`;
  const { severities } = desk.engine.configuration();
  const words = severityWords(outcome.incident, severities[wish.to]);
  const paging = await whoIsPaged(desk, outcome);
  return `${incidentName(id)} is ${words} now. ${paging}`.trim();
}
