import type { Actor } from "#domain/actor.ts";
import { permit } from "#slack/people/permission.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";

/** A known person who may act. */
export type Permitted = Asker & { readonly actor: Actor };

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
): Promise<void> {
  try {
    const permission = await permit(
      {
        members: desk.members,
        configuration: desk.engine.configuration,
        team: desk.identity.team,
      },
      asker,
    );
    if (permission.kind === "refused") {
      await tell(desk, asker, say(permission.reason));
      return;
    }
    const reply = await work({ ...asker, actor: permission.actor });
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
