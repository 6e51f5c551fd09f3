import { DateTime } from "luxon";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { incidentName } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence, standsAs } from "#slack/flows/incident/answers.ts";
import { zoneOf } from "#slack/flows/wish/wish-flow.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import {
  IMPACT_REASON_LENGTH,
  IMPACT_TITLE,
  type ImpactWish,
  incidentOfImpact,
  readImpact,
  renderImpact,
} from "./impact-form.ts";
import { readTypedImpact } from "./typed-impact.ts";

/** When it hurt, by somebody who knows better than the metric. */
export const impactAct: Act = {
  name: "impact",
  aliases: [],
  usage: [
    { typed: "impact INC-12", says: "says when it hurt, where the metric does not know it." },
    {
      typed: "impact INC-12 from 02:40 to 03:10 because the log says so",
      says: "says it at once; what is left out stays as it is known.",
    },
    {
      typed: "impact INC-12 found because I was wrong",
      says: "leaves it to the metric again.",
    },
  ],
  group: "Record",
  takesWords: true,
  isPossible: (incident) => incident.status !== "merged",
  run: async (desk, call) => {
    const incident = await readIncident(desk.engine.database.kysely, call.incident);
    if (incident === null) return say(noSuchIncident(call.incident));
    if (incident.status === "merged") return say(standsAs(incident, call.actor));
    if (call.text === "") return await openView(desk, call, renderImpact(incident));
    return say(await giveTyped(desk, call));
  },
};

export const impactForm: Form<ImpactWish> = {
  title: IMPACT_TITLE,
  wants: (_, { meta }) => ({ action: "times", incident: incidentOfImpact(meta) }),
  read: async ({ engine }, sent) => {
    const { kysely } = engine.database;
    const incident = await readIncident(kysely, incidentOfImpact(sent.meta));
    return readImpact(sent, incident, await readClock(kysely));
  },
  save: async (desk, person, wish, { meta }) => {
    return say(await save(desk, person, incidentOfImpact(meta), () => wish));
  },
};

async function giveTyped(desk: Desk, call: ActCall): Promise<Sentence> {
  const now = (await readClock(desk.engine.database.kysely)).toMillis();
  const typed = readTypedImpact(call.text, { now, zone: await zoneOf(desk, call.slackId) });
  switch (typed.kind) {
    case "unclear":
      return `Nothing was changed. ${typed.words}`;
    case "found":
      return await save(desk, call, call.incident, () => ({ ...typed, start: null, end: null }));
    case "impact":
      // What was not typed stays as somebody gave it.
      return await save(desk, call, call.incident, ({ impact }) => ({
        start: momentOf(typed.start) ?? impact.start,
        end: momentOf(typed.end) ?? impact.end,
        reason: typed.reason,
      }));
  }
}

/** Without any time it is left to the metric. */
async function save(
  { engine }: Desk,
  { actor: by }: Pick<Permitted, "actor">,
  id: IncidentId,
  wishFor: (incident: Incident) => ImpactWish,
): Promise<Sentence> {
  const outcome = await changeIncident(engine, id, (incident) => {
    const { start, end, reason: words } = wishFor(incident);
    const reason = oneLine(words, IMPACT_REASON_LENGTH);
    return start === null && end === null
      ? { kind: "leave-impact-to-metric", by, reason }
      : { kind: "give-impact", by, start, end, reason };
  });
  if (outcome === null) return noSuchIncident(id);
  const name = incidentName(id);
  if (!outcome.changed) return `Nothing was changed of ${name}: ${outcome.reason}.`;
  return `${name}: ${impactWords(outcome.incident)}. What it used of its error budgets is measured anew.`;
}

function impactWords({ impact: { start, end } }: Incident): string {
  if (start === null && end === null) return "when it hurt is looked for in the metric again";
  const from = start === null ? "" : ` from ${IN_BLOCK.moment(start)}`;
  const to = end === null ? "" : ` until ${IN_BLOCK.moment(end)}`;
  return `it hurt${from}${to}`;
}

function momentOf(instant: number | null): DateTime | null {
  return instant === null ? null : DateTime.fromMillis(instant, { zone: "utc" });
}
