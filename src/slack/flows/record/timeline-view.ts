import type { types } from "@slack/bolt";
import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import type { TimelineLine } from "#domain/timeline/timeline-lines.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, button, context, plain, section } from "#slack/words/blocks.ts";
import { statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, link, outside } from "#slack/words/mrkdwn.ts";

/** A page of an incident's timeline, the newest lines first. */
export type TimelinePage = {
  readonly incident: Incident;
  /** Oldest first. */
  readonly lines: readonly TimelineLine[];
  /** Lines of a newer version. */
  readonly unreadable: number;
  /** From 0, the newest. */
  readonly page: number;
  /** Where it was asked for, so that exported files can go there. */
  readonly channel: string | null;
  /** What came of the last press. */
  readonly notice: string | null;
};

const LINES = 15;

/** What is known of the modal while it is open. */
type TimelineMeta = { readonly incident: IncidentId; readonly channel: string | null };

export function renderTimeline(shown: TimelinePage): types.ModalView {
  const { incident, channel, notice } = shown;
  const meta: TimelineMeta = { incident: incident.id, channel };
  return {
    type: "modal",
    private_metadata: JSON.stringify(meta),
    title: plain(`${incidentName(incident.id)} timeline`, 24),
    close: plain("Close", 24),
    blocks: [
      ...(notice === null ? [] : [section(notice)]),
      section(`*${outside(incident.title, 150)}*`, `${statusWords(incident, IN_BLOCK)}.`),
      ...linesOf(shown).map((line) => section(lineWords(line))),
      ...footOf(shown),
    ],
  };
}

function linesOf({ lines, page }: TimelinePage): readonly TimelineLine[] {
  return lines.toReversed().slice(page * LINES, (page + 1) * LINES);
}

function lineWords({ at, notedAt, words, link: url, times, lastAt }: TimelineLine): string {
  const repeated = times === 1 ? "" : ` _${times} times, last ${IN_BLOCK.moment(lastAt)}_`;
  const noted = notedAt === null ? "" : ` _noted ${IN_BLOCK.moment(notedAt)}_`;
  const opened = url === null ? "" : ` ${link(url, "Open the message")}`;
  return `*${IN_BLOCK.moment(at)}*\n${words}${repeated}${noted}${opened}`;
}

function footOf({ incident, lines, page, unreadable }: TimelinePage): types.KnownBlock[] {
  const pages = Math.ceil(lines.length / LINES);
  const buttons = [
    ...(page === 0
      ? []
      : [button(numbered(ACTIONS.timelinePage, 0), "Newer", `${incident.id}:${page - 1}`)]),
    ...(page + 1 >= pages
      ? []
      : [button(numbered(ACTIONS.timelinePage, 1), "Older", `${incident.id}:${page + 1}`)]),
    button(ACTIONS.exportTimeline, "Export", String(incident.id)),
  ];
  const newer =
    unreadable === 0
      ? []
      : [context(`${unreadable} lines were written by a newer Muster and cannot be shown here.`)];
  const place = pages < 2 ? [] : [context(`Page ${page + 1} of ${pages}, newest first.`)];
  return [...newer, ...place, ...actions("timeline", buttons)];
}
