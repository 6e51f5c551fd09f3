import type { Actor } from "#domain/actor.ts";
import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import type { MitigationCommand, MitigationStep } from "#domain/response/mitigation.ts";
import { changeIncident, type Outcome } from "#engine/incident/change-incident.ts";
import { planMitigation } from "#engine/incident/plan-mitigation.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { statusWords } from "#slack/words/incident-words.ts";
import { nameOfStep, OUTCOME_WORDS, stepStands } from "#slack/words/mitigation-words.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";

type StepCommand = Exclude<MitigationCommand, { readonly kind: "plan-mitigation" }>;
type Of<Kind extends StepCommand["kind"]> = Extract<StepCommand, { readonly kind: Kind }>;

/** Starts, finishes or skips a step; whoever comes second is told how it stands. */
export async function changeStep(
  { engine }: Desk,
  id: IncidentId,
  command: Exclude<StepCommand, Of<"add-mitigation">>,
): Promise<Sentence> {
  const outcome = await changeIncident(engine, id, () => command);
  if (outcome === null) return noSuchIncident(id);
  const step = stepOf(outcome, command.number);
  if (step === null) return `${incidentName(id)} has no step ${command.number}.`;
  return outcome.changed
    ? doneWords(outcome.incident, step, command)
    : refusedWords(outcome, step, command.by);
}

/** Adds a step; one that is listed already, in the same words, is started in its place. */
export async function addStep(
  { engine }: Desk,
  id: IncidentId,
  command: Of<"add-mitigation">,
): Promise<Sentence> {
  await planMitigation(engine, id);
  const outcome = await changeIncident(engine, id, ({ mitigation }) => {
    const same = mitigation.steps.find(({ text, state }) => {
      return state !== "finished" && text.toLowerCase() === command.text.toLowerCase();
    });
    if (same === undefined || same.key === command.key || !command.starts) return command;
    return { kind: "start-mitigation", by: command.by, number: same.number };
  });
  if (outcome === null) return noSuchIncident(id);
  const step = outcome.incident.mitigation.steps.find(({ key, text }) => {
    return key === command.key || text.toLowerCase() === command.text.toLowerCase();
  });
  if (step === undefined) return standsWords(outcome);
  const isRepeated = step.key === command.key;
  if (!outcome.changed && !isRepeated) return refusedWords(outcome, step, command.by);
  const added = `${incidentName(id)}: ${nameOfStep(step)}.`;
  return command.starts
    ? `${added} You are on it; finish it when you see what came of it.`
    : `${added} Anybody may start it.`;
}

function doneWords(
  { id, life }: Incident,
  step: MitigationStep,
  command: Exclude<StepCommand, Of<"add-mitigation">>,
): Sentence {
  const name = `${incidentName(id)}: ${nameOfStep(step)}`;
  switch (command.kind) {
    case "start-mitigation":
      return `${name}. You are on it; finish it when you see what came of it.`;
    case "skip-mitigation":
      return `${name}: skipped.`;
    case "finish-mitigation": {
      const isAsked = command.outcome === "better" && life.mitigatedAt === null;
      return `${name}: ${OUTCOME_WORDS[command.outcome]}.${isAsked ? " Has the pain stopped? Then say that it is mitigated." : ""}`;
    }
  }
}

function refusedWords(outcome: Outcome, step: MitigationStep, reader: Actor): Sentence {
  const { status } = outcome.incident;
  if (status === "resolved" || status === "merged") return standsWords(outcome);
  return stepStands(step, reader);
}

function standsWords({ incident }: Outcome): Sentence {
  return `Nothing was changed. ${incidentName(incident.id)}: ${statusWords(incident, IN_BLOCK)}.`;
}

function stepOf({ incident }: Outcome, number: number): MitigationStep | null {
  return incident.mitigation.steps.find((step) => step.number === number) ?? null;
}
