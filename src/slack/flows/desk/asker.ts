import type {
  AllMiddlewareArgs,
  BlockAction,
  GlobalShortcut,
  RespondFn,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from "@slack/bolt";
import type { Presser } from "#slack/people/permission.ts";
import type { Message } from "#slack/words/blocks.ts";

export type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;
export type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
export type ShortcutArgs = SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs;

/** Somebody who wants something, and the way to answer them alone. */
export type Asker = Presser & {
  /** Where it was asked; null in App Home. */
  readonly channel: string | null;
  /** The modal in which it was pressed, as Slack's id; null when it was elsewhere. */
  readonly modal: string | null;
  /** Lets a modal be opened within three seconds. */
  readonly triggerId: string;
  readonly tell: (answer: Message) => Promise<void>;
};

export function askerOfCommand({ command, respond }: CommandArgs): Asker {
  return {
    slackId: command.user_id,
    team: command.team_id,
    channel: command.channel_id,
    modal: null,
    triggerId: command.trigger_id,
    tell: (answer) => whisper(respond, answer, false),
  };
}

/** In App Home and in a modal there is nowhere to whisper: `show` shows the answer there. */
export function askerOfAction(
  { body, respond }: ActionArgs,
  show: (answer: Message) => Promise<void>,
): Asker {
  const { user, container, channel } = body;
  const isEphemeral = container["is_ephemeral"] === true;
  const inView = container["type"] === "view";
  return {
    slackId: user.id,
    team: user.team_id ?? body.team?.id ?? null,
    channel: channel?.id ?? null,
    modal: body.view?.type === "modal" ? body.view.id : null,
    triggerId: body.trigger_id,
    tell: (answer) => (inView ? show(answer) : whisper(respond, answer, isEphemeral)),
  };
}

/** Answers of what has no channel go into a modal, which the caller opens or updates. */
export function askerOfView(
  { body }: ViewArgs | ShortcutArgs,
  tell: (answer: Message) => Promise<void>,
): Asker {
  return {
    slackId: body.user.id,
    team: body.user.team_id ?? body.team?.id ?? null,
    channel: null,
    modal: null,
    triggerId: "trigger_id" in body ? body.trigger_id : "",
    tell,
  };
}

/** The address that came with the press works even where Muster is no member; it needs no scope. */
async function whisper(
  respond: RespondFn,
  { text, blocks }: Message,
  replace: boolean,
): Promise<void> {
  await respond({
    response_type: "ephemeral",
    replace_original: replace,
    text,
    ...(blocks.length > 0 ? { blocks: [...blocks] } : {}),
  });
}
