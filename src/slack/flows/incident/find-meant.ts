import type { ActName } from "#domain/act.ts";
import { isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { readable } from "#slack/flows/record/readable.ts";
import { readOpen, type IncidentGroup } from "#slack/incident-group.ts";
import { bareLines } from "#slack/views/bare.ts";
import type { Message } from "#slack/words/blocks.ts";
import { channelsOfIncidents, incidentOfChannel } from "#store/slack/slack-channels.ts";
import type { Act } from "./act.ts";
import { noSuchIncident } from "./answers.ts";
import { renderChoice } from "./menu.ts";
import { parseSubject } from "./parse.ts";
import { runAct } from "./run-act.ts";
import { summaryOf } from "./summary.ts";
import type { WordCall } from "./word.ts";

/** These want to know whom a text mentions; for all others it says what people read in it. */
const READ_THEMSELVES: ReadonlySet<ActName> = new Set([
  "role",
  "lead",
  "handover",
  "update",
  "page",
  "task",
  "followup",
  "mitigate",
  "note",
]);

/** Does what was typed with the incident that is named, or whose channel this is, or the only open one; else asks. */
export async function runTyped(desk: Desk, call: WordCall, act: Act): Promise<Message | null> {
  const own = await ownIncident(desk, call);
  const typed = parseSubject(call.text, { takesWords: act.takesWords, atHome: own !== null });
  if (typed.kind === "no-such-incident") return say(noSuchIncident(typed.word));
  const named = typed.incident ?? own;
  const meant = named === null ? await findAmongOpen(desk, call, act) : { incident: named };
  if (!("incident" in meant)) return meant;
  const text = READ_THEMSELVES.has(act.name) ? typed.text : await readable(desk, typed.text);
  return await runAct(desk, act, { ...call, ...meant, own, text, step: null });
}

/** The incident whose own channel this is. */
export async function ownIncident(
  { engine }: Desk,
  { channel }: Pick<Permitted, "channel">,
): Promise<IncidentId | null> {
  return channel === null ? null : await incidentOfChannel(engine.database.kysely, channel);
}

/** The only open one, or a choice with the way to the channels in which none is needed; for those who may see them. */
async function findAmongOpen(
  desk: Desk,
  person: Permitted,
  act: Act,
): Promise<{ readonly incident: IncidentId } | Message> {
  const refusal = await refusalOf(desk, person, { action: "see", incident: null });
  if (refusal !== null) return refusal;
  const open = await readOpen(desk);
  const ids = open.incidents.map(({ id }) => id);
  return choose(act, open, await channelsOfIncidents(desk.engine.database.kysely, ids));
}

/** Some acts are asked about even when only one incident is open: it may not be the one that was meant. */
function choose(
  act: Act,
  { incidents, unreadable }: IncidentGroup,
  channels: ReadonlyMap<IncidentId, string>,
): { readonly incident: IncidentId } | Message {
  const fitting = incidents.filter((incident) => isOpen(incident) && act.isPossible(incident));
  const candidates = fitting.length > 0 ? fitting : incidents;
  const [first, second] = candidates;
  if (first === undefined)
    return say([summaryOf({ incidents, unreadable }), ...bareLines(unreadable)].join(" "));
  const isOnlyOne = second === undefined && unreadable.length === 0;
  if (isOnlyOne && act.asksWhich !== true) return { incident: first.id };
  return renderChoice(act.name, { incidents: candidates, unreadable }, channels);
}
