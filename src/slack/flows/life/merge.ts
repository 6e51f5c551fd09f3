import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Act } from "#slack/flows/incident/act.ts";
import { noSuchIncident, standsAs, type Sentence } from "#slack/flows/incident/answers.ts";
import { ownIncident } from "#slack/flows/incident/find-meant.ts";
import { readName } from "#slack/flows/incident/parse.ts";
import { whoIsPaged } from "#slack/flows/incident/who-is-paged.ts";
import type { WordCall } from "#slack/flows/incident/word.ts";
import { readOpen } from "#slack/incident-group.ts";
import type { Message } from "#slack/words/blocks.ts";
import { countWords } from "#slack/words/incident-words.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { MERGE_TITLE, type Merging, readMerge, readMergeMeta, renderMerge } from "./merge-form.ts";

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
  typed: (desk, call) => mergeTyped(desk, call, "merge"),
  isPossible: isOpen,
  run: (desk, call) => open(desk, call, { from: call.incident, as: "merge" }),
};

/** The same, said of what was known already. */
export const duplicateAct: Act = {
  name: "duplicate",
  aliases: ["dup"],
  usage: [
    {
      typed: "duplicate INC-12 of INC-7",
      says: "does the same, and counts INC-12 as a duplicate.",
    },
  ],
  group: "End",
  takesWords: false,
  typed: (desk, call) => mergeTyped(desk, call, "duplicate"),
  isPossible: isOpen,
  run: (desk, call) => open(desk, call, { from: call.incident, as: "duplicate" }),
};

/** Chosen in a list rather than typed. */
export const mergeForm: Form<Merging> = {
  title: MERGE_TITLE,
  wants: (_, { meta }) => ({ action: "merge", incident: readMergeMeta(meta).from }),
  read: (_, { meta, values }) => readMerge(values, meta),
  save: async (desk, person, merging) => say(await merge(desk, person, merging)),
};

type Ending = Pick<Merging, "from" | "as">;

async function open(desk: Desk, person: Permitted, ending: Ending): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, ending.from);
  if (incident === null) return say(noSuchIncident(ending.from));
  if (!isOpen(incident)) return say(standsAs(incident, person.actor));
  const { incidents } = await readOpen(desk);
  const others = incidents.filter(({ id, life }) => {
    return id !== incident.id && life.isDrill === incident.life.isDrill;
  });
  if (others.length === 0) return say(`Nothing was merged: no other ${noun(incident)} is open.`);
  return await openView(desk, person, renderMerge(incident, others, ending.as));
}

/** What is real and what is an exercise are not mixed. */
function noun({ life }: Incident): string {
  return life.isDrill ? "drill" : "incident";
}

/** In the channel of the one that ends nothing more need be typed: the other one is chosen from a list. */
async function mergeTyped(desk: Desk, call: WordCall, as: Merging["as"]): Promise<Message | null> {
  const own = await ownIncident(desk, call);
  if (call.text === "" && own !== null) {
    return (await mayNot(desk, call, own)) ?? (await open(desk, call, { from: own, as }));
  }
  const pair = readPair(call.text, own) ?? howToSayIt(desk, as);
  if (typeof pair === "string") return say(pair);
  return (await mayNot(desk, call, pair.from)) ?? say(await merge(desk, call, { ...pair, as }));
}

/** `INC-12 into INC-7`; in the channel of the one that ends, `INC-7` alone. Null when that is not what was typed. */
function readPair(
  text: string,
  own: IncidentId | null,
): Pick<Merging, "from" | "into"> | Sentence | null {
  const words = /^(?:(\S+)\s+)??(?:(?:into|of)\s+)?(\S+)$/i.exec(text) ?? [];
  const [, first = "", last = ""] = words;
  if (last === "" || /^(?:into|of)$/i.test(last)) return null;
  const into = readName(last);
  if (into === null) return noSuchIncident(last);
  const from = first === "" ? own : readName(first);
  if (from !== null) return { from, into };
  return first === "" ? null : noSuchIncident(first);
}

async function mayNot(
  desk: Desk,
  person: Permitted,
  incident: IncidentId,
): Promise<Message | null> {
  return await refusalOf(desk, person, { action: "merge", incident });
}

async function merge(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  { from, into, as }: Merging,
): Promise<Sentence> {
  const merging = await mergeIncidents(
    desk.engine,
    { from, into, isDuplicate: as === "duplicate" },
    actor,
  );
  switch (merging.kind) {
    case "unknown":
      return noSuchIncident(merging.id);
    case "refused":
      return `${incidentName(from)} was not merged into ${incidentName(into)}: ${merging.reason}.`;
    case "merged":
      return await doneWords(desk, { from, as }, merging.into);
  }
}

function howToSayIt({ engine }: Desk, as: Merging["as"]): Sentence {
  const command = engine.configuration().slack.incidentCommand;
  const [word, between] = as === "duplicate" ? ["duplicate", "of"] : ["merge", "into"];
  return `Nothing was merged. Say which incident ends and which goes on: \`${command} ${word} INC-12 ${between} INC-7\`. In the channel of the one that ends, \`${command} ${word} INC-7\` is enough.`;
}

async function doneWords(desk: Desk, { from, as }: Ending, into: Incident): Promise<Sentence> {
  const counts = countWords(into.alerts);
  const alerts = counts === "" ? "" : `, which has the alerts of both now (${counts})`;
  const paging = await whoIsPaged(desk, { incident: into, changed: true, reason: "merged" });
  const how = as === "duplicate" ? "is a duplicate, and merged" : "is merged";
  return `${incidentName(from)} ${how} into ${incidentName(into.id)}${alerts}. ${paging}`.trim();
}
