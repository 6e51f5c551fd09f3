import { incidentName, isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { planMitigation } from "#engine/incident/plan-mitigation.ts";
import { readFacts } from "#engine/incident/read-facts.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { chosenIn, typedIn } from "#slack/flows/desk/form-values.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { mitigatedAct } from "#slack/flows/life/mitigated.ts";
import { readable } from "#slack/flows/record/readable.ts";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { addStep, changeStep } from "./change-steps.ts";
import { EndMeta, readEnd, renderEnd, type StepEnd } from "./end-view.ts";
import { MITIGATE_TITLE, renderSteps, STEP_LENGTH } from "./steps-view.ts";

const ENDING = /^(?<word>start|finish|skip)\s+(?:step\s+)?#?(?<number>\d{1,3})$/iu;
const DONE = /^(?:done|mitigated)$/iu;
const QUOTED = /^["'“”„](.*)["'“”]$/su;

/** What stops the pain comes before why it hurts. */
export const mitigateAct: Act = {
  name: "mitigate",
  aliases: ["mitigation"],
  usage: [
    {
      typed: "mitigate INC-12",
      says: "shows what may stop the pain: start, finish and skip steps.",
    },
    { typed: "mitigate roll back to v41", says: "says what you are doing about it now." },
    { typed: "mitigate done", says: "says that the pain has stopped." },
  ],
  group: "Mitigate",
  takesWords: true,
  isPossible: isOpen,
  run: async (desk, call) => {
    const text = oneLine(await readable(desk, call.text), STEP_LENGTH);
    if (text === "") return await openSteps(desk, call, call.incident);
    if (DONE.test(text)) return await mitigatedAct.run(desk, call);
    const { word, number } = ENDING.exec(text)?.groups ?? {};
    if (word === undefined) return await addTyped(desk, call, QUOTED.exec(text)?.[1] ?? text);
    return await doWith(desk, call, { what: word.toLowerCase(), number: Number(number) });
  },
};

/** A step that was added in the list of steps. */
export const stepForm: Form<{ readonly text: string; readonly starts: boolean }> = {
  title: MITIGATE_TITLE,
  wants: (_, { meta }) => ({ action: "mitigate", incident: readIncidentId(meta) }),
  read: (_, { values }) => {
    const text = oneLine(typedIn(values, "text"), STEP_LENGTH);
    const starts = chosenIn(values, "when") !== "later";
    if (text !== "") return { kind: "complete", value: { text, starts } };
    return { kind: "incomplete", errors: { text: "Say in a few words what may stop it." } };
  },
  save: async (desk, { actor: by }, value, { key, meta }) => {
    const incident = readIncidentId(meta);
    if (incident === null) return say(noSuchIncident(meta));
    return say(await addStep(desk, incident, { kind: "add-mitigation", by, key, ...value }));
  },
};

/** How a step ended; the list below it, if any, shows that too. */
export const endForm: Form<StepEnd> = {
  title: MITIGATE_TITLE,
  wants: (_, { meta }) => ({ action: "mitigate", incident: metaOf(meta).incident }),
  read: (_, { meta, values }) => readEnd(metaOf(meta), values),
  save: async (desk, { actor: by }, { outcome, note }, { meta }) => {
    const { incident, number, how, list } = metaOf(meta);
    const command =
      outcome === null
        ? ({ kind: "skip-mitigation", by, number, note } as const)
        : ({
            kind: "finish-mitigation",
            by,
            number,
            outcome,
            note,
            revises: how === "revise",
          } as const);
    const sentence = await changeStep(desk, incident, command);
    if (list !== null) await showSteps(desk, list, incident, sentence);
    return say(sentence);
  },
};

/** Shows the steps, to whoever wants to do something about it. */
async function openSteps(desk: Desk, person: Permitted, id: IncidentId): Promise<Message | null> {
  await planMitigation(desk.engine, id);
  const view = await stepsOf(desk, id, null);
  return view === null ? say(noSuchIncident(id)) : await openView(desk, person, view);
}

/** The list of steps that is open before somebody, as it is now. */
export async function showSteps(
  desk: Desk,
  list: string,
  id: IncidentId,
  notice: string,
): Promise<void> {
  const view = (await stepsOf(desk, id, notice)) ?? renderAnswer(MITIGATE_TITLE, say(notice));
  await desk.client.views.update({ view_id: list, view });
}

/** Starts a step, or asks what came of it; null when a form was opened. */
export async function doWith(
  desk: Desk,
  person: Permitted & { readonly incident: IncidentId },
  { what, number }: { readonly what: string; readonly number: number },
): Promise<Message | null> {
  const { incident: id, actor: by, modal: list } = person;
  if (what === "start") {
    await planMitigation(desk.engine, id);
    return say(await changeStep(desk, id, { kind: "start-mitigation", by, number }));
  }
  const incident = await readIncident(desk.engine.database.kysely, id);
  const step = incident?.mitigation.steps.find((one) => one.number === number);
  if (step === undefined) return say(`${incidentName(id)} has no step ${number}.`);
  const how = what === "skip" || what === "revise" ? what : "finish";
  return await openView(desk, person, renderEnd({ incident: id, number, how, list }, step));
}

async function addTyped(desk: Desk, call: ActCall, text: string): Promise<Message> {
  const { triggerId: key, incident, actor: by } = call;
  const command = { kind: "add-mitigation", by, key, text, starts: true } as const;
  return say(await addStep(desk, incident, command));
}

async function stepsOf(
  { engine }: Desk,
  id: IncidentId,
  notice: string | null,
): Promise<ReturnType<typeof renderSteps> | null> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return null;
  return renderSteps(await readFacts(engine, kysely, incident), notice);
}

function metaOf(meta: string): EndMeta {
  return EndMeta.parse(JSON.parse(meta));
}
