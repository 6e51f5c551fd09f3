import { incidentName } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView, type Reading, type Sent } from "#slack/flows/desk/form.ts";
import type { Act } from "#slack/flows/incident/act.ts";
import { noSuchIncident, standsAs } from "#slack/flows/incident/answers.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import {
  incidentOfTimes,
  readTimes,
  renderTimes,
  TIMES_TITLE,
  type TimesWish,
} from "./times-form.ts";

/** When it began, was noticed, taken, mitigated and over, put right. */
export const timesAct: Act = {
  name: "times",
  aliases: ["time", "timestamps"],
  usage: [
    { typed: "times INC-12", says: "corrects when it began, was noticed, mitigated and over." },
  ],
  group: "Record",
  takesWords: false,
  isPossible: (incident) => incident.status !== "merged",
  run: async (desk, call) => {
    const incident = await readIncident(desk.engine.database.kysely, call.incident);
    if (incident === null) return say(noSuchIncident(call.incident));
    if (incident.status === "merged") return say(standsAs(incident, call.actor));
    return await openView(desk, call, renderTimes(incident));
  },
};

/** Each time that was changed is a line of the timeline, with who changed it and why. */
export const timesForm: Form<TimesWish> = {
  title: TIMES_TITLE,
  wants: (_, { meta }) => ({ action: "times", incident: incidentOfTimes(meta) }),
  read,
  save: async (desk, { actor }, { times, reason }, { meta }) => {
    const id = incidentOfTimes(meta);
    const outcome = await changeIncident(desk.engine, id, () => {
      return { kind: "correct-times", by: actor, times, reason };
    });
    if (outcome === null) return say(noSuchIncident(id));
    const name = incidentName(id);
    return say(
      outcome.changed
        ? `The times of ${name} are corrected. The timeline says who did it and why.`
        : `Nothing was changed of ${name}: ${outcome.reason}.`,
    );
  },
};

async function read({ engine }: Desk, sent: Sent): Promise<Reading<TimesWish>> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, incidentOfTimes(sent.meta));
  if (incident === null) return { kind: "complete", value: { times: new Map(), reason: "" } };
  return readTimes(sent, incident, await readClock(kysely));
}
