import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { countWords } from "#slack/words/incident-words.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";
import { noSuchIncident, type Sentence } from "./answers.ts";
import { whoIsPaged } from "./who-is-paged.ts";

type Typed = { readonly from: IncidentId | null; readonly into: IncidentId | null };

/** Ends the incident that is named first, or whose channel this is; the other one goes on with the alerts of both. */
export async function merge(
  desk: Desk,
  { actor, channel }: Permitted,
  typed: Typed,
): Promise<Sentence> {
  const { kysely } = desk.engine.database;
  const own = channel === null ? null : await incidentOfChannel(kysely, channel);
  const [from, into] = [typed.from ?? own, typed.into];
  if (from === null || into === null) return howToSayIt(desk);
  const merging = await mergeIncidents(desk.engine, { from, into }, actor);
  switch (merging.kind) {
    case "unknown":
      return noSuchIncident(merging.id);
    case "refused":
      return `${incidentName(from)} was not merged into ${incidentName(into)}: ${merging.reason}.`;
    case "merged":
      return await doneWords(desk, from, merging.into);
  }
}

function howToSayIt({ engine }: Desk): Sentence {
  const command = engine.configuration().slack.incidentCommand;
  return `Nothing was merged. Say which incident ends and which goes on: \`${command} merge INC-12 into INC-7\`. In the channel of the one that ends, \`${command} merge INC-7\` is enough.`;
}

async function doneWords(desk: Desk, from: IncidentId, into: Incident): Promise<Sentence> {
  const counts = countWords(into.alerts);
  const alerts = counts === "" ? "" : `, which has the alerts of both now (${counts})`;
  const paging = await whoIsPaged(desk, { incident: into, changed: true, reason: "merged" });
  return `${incidentName(from)} is merged into ${incidentName(into.id)}${alerts}. ${paging}`.trim();
}
