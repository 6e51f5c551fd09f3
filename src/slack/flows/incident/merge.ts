import type { Actor } from "#domain/actor.ts";
import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Message } from "#slack/words/blocks.ts";
import { countWords } from "#slack/words/incident-words.ts";
import type { Act } from "./act.ts";
import { noSuchIncident, type Sentence } from "./answers.ts";
import { ownIncident } from "./find-meant.ts";
import { readName } from "./parse.ts";
import { whoIsPaged } from "./who-is-paged.ts";
import type { WordCall } from "./word.ts";

/** Ends the incident that is named first, or whose channel this is; the other one goes on with the alerts of both. */
export const mergeAct: Act = {
  name: "merge",
  aliases: [],
  usage: [
    {
      typed: "merge INC-12 into INC-7",
      says: "ends INC-12; INC-7 goes on with the alerts of both.",
    },
  ],
  group: "End",
  takesWords: false,
  typed: mergeTyped,
  isPossible: isOpen,
  run: async (desk) => say(howToSayIt(desk)),
};

type Pair = { readonly from: IncidentId; readonly into: IncidentId };

/** `INC-12 into INC-7`; in the channel of the one that ends, `INC-7` alone. */
async function mergeTyped(desk: Desk, call: WordCall): Promise<Message> {
  const [, first = "", last = ""] = /^(?:(\S+)\s+)??(?:into\s+)?(\S+)$/i.exec(call.text) ?? [];
  if (last === "" || /^into$/i.test(last)) return say(howToSayIt(desk));
  const from = first === "" ? await ownIncident(desk, call) : readName(first);
  const into = readName(last);
  if (into === null) return say(noSuchIncident(last));
  if (from === null) return say(first === "" ? howToSayIt(desk) : noSuchIncident(first));
  return await mergePermitted(desk, call, { from, into });
}

/** For whoever may end the first one by it. */
async function mergePermitted(desk: Desk, person: Permitted, pair: Pair): Promise<Message> {
  const refusal = await refusalOf(desk, person, { action: "merge", incident: pair.from });
  return refusal ?? say(await merge(desk, person.actor, pair));
}

async function merge(desk: Desk, actor: Actor, { from, into }: Pair): Promise<Sentence> {
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
