import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import { shareByHand } from "#domain/objective/share-by-hand.ts";
import { cut } from "#domain/text.ts";
import { type GivenBy, giveShare, withdrawShare } from "#engine/budget/give-share.ts";
import { measureAgain, type AskedAgain } from "#engine/budget/measure-again.ts";
import type { Outcome } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { versionsOf } from "#store/budget/shares.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { renderBudget } from "./budget-view.ts";
import { readTypedBudget, type TypedBudget } from "./typed-share.ts";

const REASON_LENGTH = 300;

/** What the incident used of error budgets: how that is computed, and by hand where nothing measured it. */
export const budgetAct: Act = {
  name: "budget",
  aliases: ["share"],
  usage: [
    {
      typed: "budget INC-12",
      says: "shows what it used of error budgets, what was asked for that, and what came.",
    },
    { typed: "budget INC-12 again", says: "asks once more, after its end." },
    {
      typed: "budget INC-12 20 % for 30 min because nothing was counted",
      says: "says it by hand; with several objectives the name of one comes first.",
    },
    {
      typed: "budget INC-12 measured because it was wrong",
      says: "takes that back.",
    },
  ],
  group: "Record",
  takesWords: true,
  isPossible: (incident) => incident.status !== "merged",
  run,
};

async function run(desk: Desk, call: ActCall): Promise<Message | null> {
  const { engine } = desk;
  const incident = await readIncident(engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  const objectives = engine.objectives().filter(({ service }) => service === incident.service);
  if (objectives.length === 0) {
    return say(`No objective is set for ${outside(incident.service, 80)}: see docs/objectives.md.`);
  }
  const typed = readTypedBudget(call.text, objectives);
  if (typed.kind === "show") {
    const versions = await versionsOf(engine.database.kysely, incident.id);
    return await openView(desk, call, renderBudget(incident, objectives, versions));
  }
  const refusal = await refusalOf(desk, call, { action: "times", incident: incident.id });
  return refusal ?? say(await change(desk, call, { incident, typed }));
}

type Change = {
  readonly incident: Incident;
  readonly typed: Exclude<TypedBudget, { readonly kind: "show" }>;
};

async function change(
  { engine }: Desk,
  { actor: by }: Pick<ActCall, "actor">,
  { incident: { id: incident }, typed }: Change,
): Promise<Sentence> {
  switch (typed.kind) {
    case "unclear":
      return `Nothing was changed. ${typed.words}`;
    case "again":
      return againWords(incident, await measureAgain(engine, incident));
    case "given": {
      const { objective, percent: failed, minutes } = typed;
      const failures = { percent: failed, minutes };
      const given = givenBy(typed, { incident, by });
      const used = percent(shareByHand(failures, objective).share);
      const words = `that is ${used} of the error budget of ${outside(objective.id, 100)}, by hand`;
      return changedWords(incident, await giveShare(engine, given, failures), words);
    }
    case "measured": {
      const outcome = await withdrawShare(engine, givenBy(typed, { incident, by }));
      const words = `what was measured counts again for ${outside(typed.objective.id, 100)}`;
      return changedWords(incident, outcome, words);
    }
  }
}

function givenBy(
  { objective, reason }: Pick<GivenBy, "objective" | "reason">,
  about: Pick<GivenBy, "incident" | "by">,
): GivenBy {
  return { ...about, objective, reason: cut(reason, REASON_LENGTH) };
}

function changedWords(id: Incident["id"], outcome: Outcome | null, words: string): Sentence {
  if (outcome === null) return noSuchIncident(id);
  const name = incidentName(id);
  return outcome.changed
    ? `${name}: ${words}.`
    : `Nothing was changed of ${name}: ${outcome.reason}.`;
}

function againWords(id: Incident["id"], asked: AskedAgain): Sentence {
  const name = incidentName(id);
  switch (asked.kind) {
    case "none":
      return "There is no Prometheus to ask: set `prometheus.url` in muster.yaml.";
    case "open":
      return `${name} is open: it is measured each minute.`;
    case "asked": {
      const [error] = asked.errors;
      const failed = error === undefined ? "" : ` ${outside(error, 200)}`;
      const came = asked.answered === 0 ? "Prometheus did not answer." : "It was asked anew.";
      return `${name}: ${came}${failed} Type \`budget ${name}\` to see what came.`;
    }
  }
}
