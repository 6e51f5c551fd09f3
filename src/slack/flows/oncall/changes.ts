import type { types } from "@slack/bolt";
import type { CoverRequest } from "#domain/change/cover-request.ts";
import type { ScheduleChange } from "#domain/change/schedule-change.ts";
import { say } from "#slack/flows/desk/answer.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { button, confirmation, message, section, type Message } from "#slack/words/blocks.ts";
import { sourceWords, spanWords } from "#slack/words/change-words.ts";
import { IN_BLOCK, IN_NOTICE, outside, type Pen } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { readOpenRequests } from "#store/duty/cover-requests.ts";
import { readCurrentChanges } from "#store/duty/schedule-changes.ts";
import { chooseSchedules } from "./choose-schedules.ts";
import type { OncallFlow } from "./flow.ts";

/** What people have changed, and what they ask of each other. */
export const changes: OncallFlow = {
  word: "changes",
  usage: [
    { typed: "changes checkout", says: "lists what was changed and asked for, and takes it back." },
  ],
  run: async ({ engine }, { text }) => {
    const configuration = engine.configuration();
    const [name = null] = text.split(/\s+/).filter((part) => part !== "");
    const chosen = chooseSchedules(configuration, null, name);
    if (chosen.kind === "none") return chosen.reason;
    const { ids } = chosen;
    const { kysely } = engine.database;
    const now = await readClock(kysely);
    const current = await readCurrentChanges(kysely, now);
    const open = await readOpenRequests(kysely);
    return renderChanges({
      changes: current.filter(({ schedule }) => ids.includes(schedule)),
      requests: open.filter(({ schedule }) => ids.includes(schedule)),
      nameOf: (person) => nameIn(configuration, person),
      scheduleName: (id) => configuration.schedules.get(id)?.name ?? id,
    });
  },
};

type Listed = {
  readonly changes: readonly ScheduleChange[];
  readonly requests: readonly CoverRequest[];
  readonly nameOf: (person: string) => string;
  readonly scheduleName: (schedule: string) => string;
};

type Line = {
  readonly words: (pen: Pen) => string;
  readonly cancel: types.Button;
};

/** Slack takes fifty blocks in a message. */
const MOST_LINES = 40;

function renderChanges(listed: Listed): Message {
  const lines = [
    ...listed.changes.map((change, index) => changeLine(listed, change, index)),
    ...listed.requests.map((request, index) => requestLine(listed, request, index)),
  ];
  if (lines.length === 0) return say("Nothing is changed: everybody has the turns of muster.yaml.");
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length;
  const more = rest === 0 ? [] : [`And ${rest} more: name a schedule to see fewer.`];
  const blocks = shown.map(({ words, cancel }) => {
    return { ...section(words(IN_BLOCK)), accessory: cancel };
  });
  const text = [...shown.map(({ words }) => words(IN_NOTICE)), ...more].join("\n");
  return message(text, [...blocks, ...more.map((line) => section(line))]);
}

function changeLine(listed: Listed, change: ScheduleChange, index: number): Line {
  const title = `*${outside(listed.scheduleName(change.schedule), 80)}*`;
  const confirm = confirmation(
    "Cancel this change?",
    "What was planned before holds again, at once, and everybody concerned is told.",
    "Cancel the change",
  );
  return {
    words: (pen) =>
      `${title}: ${pen.text(listed.nameOf(change.person), 80)} ${spanWords(change, pen)} (${sourceWords(change, pen)})`,
    cancel: button(numbered(ACTIONS.cancelChange, index), "Cancel", change.id, { confirm }),
  };
}

function requestLine(listed: Listed, request: CoverRequest, index: number): Line {
  const title = `*${outside(listed.scheduleName(request.schedule), 80)}*`;
  const who = outside(listed.nameOf(request.person), 80);
  const asks =
    request.swap === null
      ? `${who} asks for cover`
      : `${who} offers ${outside(listed.nameOf(request.swap.asked), 80)} a swap`;
  return {
    words: (pen) => `${title}: ${asks} ${spanWords(request, pen)}`,
    cancel: button(numbered(ACTIONS.cancelRequest, index), "Take back", request.id),
  };
}
