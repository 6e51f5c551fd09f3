import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import type { Outcome } from "#engine/incident/change-incident.ts";
import { reopenIncident } from "#engine/incident/reopen-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, standsAs, type Sentence } from "#slack/flows/incident/answers.ts";
import { ownIncident } from "#slack/flows/incident/find-meant.ts";
import { parseSubject } from "#slack/flows/incident/parse.ts";
import { runAct } from "#slack/flows/incident/run-act.ts";
import { whoIsPaged } from "#slack/flows/incident/who-is-paged.ts";
import type { WordCall } from "#slack/flows/incident/word.ts";
import type { Message } from "#slack/words/blocks.ts";
import { hostName } from "#slack/words/incident-words.ts";
import { type SlackChannel, slackChannelOf } from "#store/slack/slack-channels.ts";

const REASON_LENGTH = 300;
const USUAL_REASON = "it is not over";

/** It was not over. */
export const reopenAct: Act = {
  name: "reopen",
  aliases: ["unresolve"],
  usage: [
    {
      typed: "reopen INC-12 errors are back",
      says: "opens it again; whoever had it is paged unless they do so themselves.",
    },
  ],
  group: "End",
  takesWords: true,
  typed: reopenTyped,
  isPossible: (incident) => incident.status === "resolved",
  run: async (desk, call) => say(await reopen(desk, call)),
};

/** What is over is not among those that are offered to choose from. */
async function reopenTyped(desk: Desk, call: WordCall): Promise<Message | null> {
  const own = await ownIncident(desk, call);
  const typed = parseSubject(call.text, { takesWords: true, atHome: own !== null });
  if (typed.kind === "no-such-incident") return say(noSuchIncident(typed.word));
  const incident = typed.incident ?? own;
  if (incident === null) return say(howToSayIt(desk));
  return await runAct(desk, reopenAct, { ...call, incident, own, text: typed.text, step: null });
}

function howToSayIt({ engine }: Desk): Sentence {
  const command = engine.configuration().slack.incidentCommand;
  return `Say which incident is not over: \`${command} reopen INC-12\`. \`${command} list recent\` shows the last ones.`;
}

async function reopen(desk: Desk, { incident: id, actor, text }: ActCall): Promise<Sentence> {
  const reason = oneLine(text, REASON_LENGTH) || USUAL_REASON;
  const before = await slackChannelOf(desk.engine.database.kysely, id);
  const outcome = await reopenIncident(desk.engine, id, { by: actor, reason });
  if (outcome === null) return noSuchIncident(id);
  if (!outcome.changed) return whyNot(outcome, standsAs(outcome.incident, actor));
  const paging = await whoIsPaged(desk, outcome);
  return `${incidentName(id)} is open again. ${heldWords(outcome.incident)}${roomWords(before)} ${paging}`.trim();
}

function heldWords({ acknowledgedBy }: Incident): Sentence {
  return acknowledgedBy === null ? "Nobody has it yet." : "It is yours, as before.";
}

/** Slack lets no bot bring an archived channel back. */
function roomWords(channel: SlackChannel | null): Sentence {
  const isArchived = channel !== null && channel.archivedAt !== null;
  return isArchived ? " Its old channel is archived; a new one is made." : "";
}

function whyNot({ incident, reason }: Outcome, stands: Sentence): Sentence {
  if (isOpen(incident)) return stands;
  if (incident.status === "merged") {
    return `${stands} It cannot be opened again: go on in ${hostName(incident)}, or declare a new one.`;
  }
  return `${incidentName(incident.id)} was not opened again: ${reason}. Go on there.`;
}
