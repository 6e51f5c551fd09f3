import { identify, type Known, permit } from "#slack/people/permission.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";
import { refusalOf, rulesOf, type Wants } from "./may.ts";

/** A known person who may act, or whose permission is asked for by what they want. */
export type Permitted = Asker & Known;

/**
 * Who is let in: full members, whoever may do what they want, or everybody whom Slack knows, because what is done asks
 * by itself: for a permission (`refusalOf`), or whether it is theirs, such as their own shift.
 */
export type Door = "full-members" | Wants | "asks-itself";

const SORRY =
  "Muster could not record that. Please try again in a moment; if it goes on failing, tell whoever runs Muster. What the card shows is what was recorded.";

/**
 * Does what somebody asks for, if they may, and tells them alone what came of it. To be called once Slack
 * has heard from us: whatever fails from there on is told as well. Null tells nothing.
 */
export async function answer(
  desk: Desk,
  asker: Asker,
  work: (person: Permitted) => Promise<Message | null>,
  door: Door,
): Promise<void> {
  try {
    const letIn = door === "full-members" ? permit : identify;
    const permission = await letIn(rulesOf(desk), asker);
    if (permission.kind === "refused") {
      await tell(desk, asker, say(permission.reason));
      return;
    }
    const { actor, standing } = permission;
    const refusal = typeof door === "string" ? null : await refusalOf(desk, permission, door);
    const reply = refusal ?? (await work({ ...asker, actor, standing }));
    if (reply !== null) await tell(desk, asker, reply);
  } catch (error) {
    desk.engine.logger.error({ err: error, user: asker.slackId }, "what was asked for failed");
    await tell(desk, asker, say(SORRY));
  }
}

/** A sentence or two, without anything to press. */
export function say(text: string): Message {
  return { text, blocks: [] };
}

/** An answer that cannot be delivered changes nothing of what was done. */
async function tell({ engine }: Desk, asker: Asker, reply: Message): Promise<void> {
  try {
    await asker.tell(reply);
  } catch (error) {
    engine.logger.warn({ err: error, user: asker.slackId }, "the answer could not be delivered");
  }
}
