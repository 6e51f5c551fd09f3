import type { Actor } from "#domain/actor.ts";
import { fromNow, type Objection } from "#domain/change/schedule-change.ts";
import { overrideSchedule } from "#engine/duty/change-schedule.ts";
import { askForCover } from "#engine/duty/cover-requests.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Message } from "#slack/words/blocks.ts";
import { spanWords } from "#slack/words/change-words.ts";
import { channelWords, IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { problemOf } from "./check-wish.ts";
import type { Draft } from "./wish.ts";

/** Does what a draft says, and answers what came of it. */
export async function saveDraft(desk: Desk, draft: Draft, by: Actor): Promise<Message> {
  switch (draft.kind) {
    case "override":
    case "take":
      return await putOnCall(desk, draft, by);
    case "swap":
    case "cover":
      return await ask(desk, draft, by);
  }
}

async function putOnCall({ engine }: Desk, draft: Draft, by: Actor): Promise<Message> {
  const { id, schedule, person, start, end, note: reason } = draft;
  const wanted = { id, schedule, person, start, end, reason, replaces: null };
  const outcome = await overrideSchedule(engine, wanted, by);
  if (outcome.kind === "refused") return refused(outcome.objections);
  const configuration = engine.configuration();
  const who = outside(nameIn(configuration, person), 80);
  const title = outside(configuration.schedules.get(schedule)?.name ?? schedule, 80);
  const { oncallCommand } = configuration.slack;
  return say(
    `Saved: ${who} is on call for *${title}* ${spanWords(outcome.change, IN_BLOCK)}. Everybody whom it concerns is told. \`${oncallCommand} changes\` takes it back.`,
  );
}

async function ask({ engine }: Desk, draft: Draft, by: Actor): Promise<Message> {
  const { id, schedule, person, start, end, swap, note } = draft;
  const wish = { id, schedule, person, start, end, swap, note, createdBy: by };
  const outcome = await askForCover(engine, wish);
  if (outcome.kind === "refused") return refused(outcome.objections);
  const configuration = engine.configuration();
  if (swap !== null) {
    const other = outside(nameIn(configuration, swap.asked), 80);
    return say(`${other} is asked by direct message. Nothing changes before ${other} accepts.`);
  }
  const team = configuration.teams.get(configuration.schedules.get(schedule)?.team ?? "");
  const where = team === undefined ? "the team's channel" : channelWords(team.channel);
  const who = outside(nameIn(configuration, person), 80);
  return say(
    `The request stands in ${where}: whoever presses Take first has the shift ${spanWords(fromNow(outcome.request, start), IN_BLOCK)}. Until then ${who} has it.`,
  );
}

function refused(objections: readonly Objection[]): Message {
  const lines = objections.map((objection) => problemOf(objection).text);
  return say(["Nothing was saved.", ...lines].join("\n"));
}
