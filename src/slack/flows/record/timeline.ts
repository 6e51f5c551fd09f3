import { timelineLines } from "#domain/timeline/timeline-lines.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Message } from "#slack/words/blocks.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { exportTimeline } from "./export.ts";
import { renderTimeline, type TimelinePage } from "./timeline-view.ts";

/** Shows what happened, to whoever asks alone. */
export const timelineAct: Act = {
  name: "timeline",
  aliases: ["history"],
  usage: [
    { typed: "timeline INC-12", says: "shows all that happened, the newest first." },
    { typed: "timeline INC-12 export", says: "sends it as files, for people and for programs." },
  ],
  group: "Record",
  takesWords: true,
  isPossible: () => true,
  run: (desk, call) => (/^export\b/iu.test(call.text) ? sendFiles(desk, call) : open(desk, call)),
};

async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const shown = await readShown(desk, call);
  if (shown === null) return say(noSuchIncident(call.incident));
  return await openView(desk, call, renderTimeline({ ...shown, page: 0, notice: null }));
}

async function sendFiles(desk: Desk, call: ActCall): Promise<Message> {
  return say(await exportTimeline(desk, call));
}

export type Shown = Pick<TimelinePage, "incident" | "lines" | "unreadable" | "channel">;

/** What the modal shows, whatever the page; null when there is no such incident. */
export async function readShown(
  { engine }: Desk,
  { incident: id, channel }: Pick<ActCall, "incident" | "channel">,
): Promise<Shown | null> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return null;
  let unreadable = 0;
  const entries = await readTimeline(kysely, id, () => {
    unreadable += 1;
  });
  const pen = { ...IN_BLOCK, nameOf: nameIn.bind(null, engine.configuration()) };
  return { incident, lines: timelineLines(entries, pen), unreadable, channel };
}
