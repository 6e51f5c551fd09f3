import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import { answer, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Asker } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Reacted } from "#slack/flows/desk/reacted.ts";
import { onPin } from "#slack/flows/record/pin.ts";
import { onStar } from "#slack/flows/task/from-message.ts";
import type { Message } from "#slack/words/blocks.ts";

export type ReactionArgs = AllMiddlewareArgs &
  SlackEventMiddlewareArgs<"reaction_added" | "reaction_removed">;

/** Null when there is nothing to tell them, as when it was not meant for Muster. */
type OnReaction = (desk: Desk, person: Permitted, reacted: Reacted) => Promise<Message | null>;

/** What Muster does when somebody puts one of these signs under a message. */
const REACTIONS: Readonly<Record<string, OnReaction>> = {
  pushpin: onPin,
  round_pushpin: onPin,
  star: onStar,
};

/** Other signs, and our own, say nothing to us. */
export async function onReaction(desk: Desk, { event }: ReactionArgs): Promise<void> {
  const [name = ""] = event.reaction.split("::");
  const work = REACTIONS[name];
  if (work === undefined || event.user === desk.identity.botUser) return;
  const { channel, ts } = event.item;
  const kind = event.type === "reaction_added" ? "added" : "removed";
  const key = `${event.user}/${name}/${channel}/${ts}`;
  await answer(
    desk,
    askerOfReaction(desk, event.user, channel),
    async (person) => await work(desk, person, { kind, channel, ts, key }),
    "asks-itself",
  );
}

/** Only the one who put the sign there sees what it came to. */
function askerOfReaction({ client }: Desk, user: string, channel: string): Asker {
  return {
    slackId: user,
    team: null,
    channel,
    modal: null,
    triggerId: "",
    tell: async ({ text, blocks }) => {
      await client.chat.postEphemeral({ channel, user, text, blocks: [...blocks] });
    },
  };
}
