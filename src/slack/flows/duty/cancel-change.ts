import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { cancelChange } from "#engine/duty/change-schedule.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Sentence } from "#slack/flows/incident/answers.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { spanWords } from "#slack/words/change-words.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";

/** Somebody takes back what was changed about who is on call. */
export async function onCancelChange(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const id = z.uuid().safeParse(valueOf(args));
  await answer(
    desk,
    askerAt(desk, args),
    async ({ actor }) => say(id.success ? await cancel(desk, id.data, actor) : UNKNOWN),
    "full-members",
  );
}

const UNKNOWN = "There is no such change any more.";

async function cancel({ engine }: Desk, id: string, by: Actor): Promise<Sentence> {
  const outcome = await cancelChange(engine, id, by);
  switch (outcome.kind) {
    case "cancelled": {
      const configuration = engine.configuration();
      const lines = outcome.changes.map((change) => {
        return `${outside(nameIn(configuration, change.person), 80)} ${spanWords(change, IN_BLOCK)}`;
      });
      return `Cancelled: ${lines.join("; ")}. What was planned before holds again, and everybody whom it concerns is told.`;
    }
    case "repeated":
      return `${outcome.by === null ? "Somebody" : actorWords(outcome.by, IN_BLOCK)} has cancelled it already.`;
    case "over":
      return "It is over, so there is nothing left to cancel.";
    case "unknown":
      return UNKNOWN;
  }
}
