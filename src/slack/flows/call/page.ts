import { incidentName, isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { chosenIn, memberIn, typedIn } from "#slack/flows/desk/form-values.ts";
import { type Form, openView, type Reading } from "#slack/flows/desk/form.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { findMember, findTyped, type FoundMember } from "#slack/flows/people/find-member.ts";
import { readable } from "#slack/flows/record/readable.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Message } from "#slack/words/blocks.ts";
import { listWords, statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { PAGE_TITLE, REASON_LENGTH, renderCall } from "./page-form.ts";
import { type Meant, peopleOfGroup } from "./people-of-group.ts";

/** Whom to page, and what they are needed for. */
type Wish = { readonly people: readonly string[]; readonly reason: string };

const NOBODY: Meant = { kind: "people", people: [] };

/** Somebody is needed beside those whom the policy calls. */
export const pageAct: Act = {
  name: "page",
  aliases: ["call"],
  usage: [
    {
      typed: "page INC-12 @bob need a DBA",
      says: "pages somebody to help, at once and by all their ways; the name of a team or schedule works too.",
    },
  ],
  group: "People",
  takesWords: true,
  isPossible: isOpen,
  run: (desk, call) => (call.text === "" ? open(desk, call) : pageTyped(desk, call)),
};

export const callForm: Form<Wish> = {
  title: PAGE_TITLE,
  wants: (_, { meta }) => ({ action: "escalate", incident: readIncidentId(meta) }),
  read: async (desk, { values }) => {
    const person = await meantMember(desk, memberIn(values, "person"));
    const group = await meantGroup(desk, chosenIn(values, "group"));
    if (person.kind === "refused") return incomplete("person", person.words);
    if (group.kind === "refused") return incomplete("group", group.words);
    const people = [...person.people, ...group.people];
    if (people.length === 0) return incomplete("person", "Choose a person, or a team below.");
    return { kind: "complete", value: { people, reason: typedIn(values, "reason") } };
  },
  save: async (desk, person, wish, { key, meta }) => {
    const incident = readIncidentId(meta);
    if (incident === null) return say(noSuchIncident(meta));
    return say(await page(desk, { ...person, incident, key }, wish));
  },
};

function incomplete(name: string, words: string): Reading<Wish> {
  return { kind: "incomplete", errors: { [name]: words } };
}

async function meantMember(desk: Desk, slackId: string | null): Promise<Meant> {
  return slackId === null ? NOBODY : meantBy(await findMember(desk, slackId));
}

async function meantGroup({ engine }: Desk, group: string): Promise<Meant> {
  return group === "" ? NOBODY : ((await peopleOfGroup(engine, group)) ?? NOBODY);
}

async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  return await openView(desk, call, renderCall(incident, desk.engine.configuration()));
}

async function pageTyped(desk: Desk, call: ActCall): Promise<Message> {
  const { word, rest } = splitTyped(call.text);
  const meant = await meantTyped(desk, word, call);
  if (meant.kind === "refused") return say(`Nobody was paged. ${meant.words}`);
  const reason = await readable(desk, rest);
  return say(await page(desk, { ...call, key: call.triggerId }, { people: meant.people, reason }));
}

/** A team, schedule or service by its name, else a person. */
async function meantTyped(desk: Desk, word: string, call: ActCall): Promise<Meant> {
  const group = word.startsWith("<@") ? null : await peopleOfGroup(desk.engine, word);
  if (group !== null) return group;
  return meantBy(await findTyped(desk, word, call));
}

/** Muster rings only those whose ways it knows. */
function meantBy(found: FoundMember): Meant {
  if (found.kind === "refused") return found;
  const { name, person } = found.actor;
  if (person !== null) return { kind: "people", people: [person] };
  const words = `muster.yaml does not list ${outside(name, 60)}, so I cannot ring them: mention them in the incident's channel.`;
  return { kind: "refused", words };
}

async function page(
  { engine }: Desk,
  {
    incident: id,
    actor: by,
    key,
  }: Pick<Permitted, "actor"> & { readonly incident: IncidentId; readonly key: string },
  { people, reason: typed }: Wish,
): Promise<Sentence> {
  const why = oneLine(typed, REASON_LENGTH);
  const asks = by.kind === "person" ? `${by.name} asks for your help` : "your help is needed";
  const reason = why === "" ? asks : `${asks}: ${why}`;
  const outcome = await changeIncident(engine, id, () => {
    return { kind: "call-people", by, key, people, reason };
  });
  if (outcome === null) return noSuchIncident(id);
  const { incident, changed } = outcome;
  if (!isOpen(incident)) return `${incidentName(id)}: ${statusWords(incident, IN_BLOCK)}.`;
  const call = incident.calls.find((one) => one.key === key);
  if (!changed && call === undefined) return `Nobody was paged: ${outcome.reason}.`;
  const names = (call?.people ?? []).map((one) => outside(nameIn(engine.configuration(), one), 60));
  return `${listWords(names)} ${names.length === 1 ? "is" : "are"} paged for ${incidentName(id)} now, by all their ways. Whoever has it keeps it.`;
}
