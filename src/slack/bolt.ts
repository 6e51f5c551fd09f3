import type { RequestListener } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { App, type Receiver, type ViewSubmitAction } from "@slack/bolt";
import { boltLogger } from "#slack/connection/bolt-logger.ts";
import { createHttpConnection } from "#slack/connection/http-connection.ts";
import { onlyToSlack } from "#slack/connection/only-to-slack.ts";
import { refuseReplays } from "#slack/connection/replays.ts";
import { createSocketConnection } from "#slack/connection/socket-connection.ts";
import { tryOnce } from "#slack/connection/try-once.ts";
import { onDeclareShortcut } from "#slack/flows/declare/declare.ts";
import { onDeclareFromMessage } from "#slack/flows/declare/from-message.ts";
import { askerOfCommand, type CommandArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { onSubmission } from "#slack/flows/desk/submission.ts";
import { onHomeOpened } from "#slack/flows/home/home.ts";
import { onIncidentCommand } from "#slack/flows/incident-command.ts";
import { onOncallCommand } from "#slack/flows/oncall/command.ts";
import { onMemberLeft } from "#slack/flows/people/left-channel.ts";
import { PRESSES } from "#slack/flows/presses.ts";
import { onReaction } from "#slack/flows/reactions.ts";
import { onMessageEvent } from "#slack/flows/record/follow-message.ts";
import { onSaveShortcut } from "#slack/flows/record/save-shortcut.ts";
import { onSloCommand } from "#slack/flows/slo/command.ts";
import { SUBMISSIONS } from "#slack/flows/submissions.ts";
import { onTaskShortcut } from "#slack/flows/task/from-message.ts";
import {
  anyNumberOf,
  DECLARE_FROM_MESSAGE,
  DECLARE_SHORTCUT,
  SAVE_SHORTCUT,
  TASK_SHORTCUT,
} from "#slack/words/action-ids.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { Logger } from "#telemetry/logger.ts";

/** How Slack reaches us, and how we reach Slack. */
export type SlackAccess = { readonly botToken: string; readonly apiUrl: string } & (
  | { readonly mode: "socket"; readonly appToken: string }
  | { readonly mode: "http"; readonly signingSecret: string }
);

export type SlackApp = {
  /** For POST /slack/events; null in Socket Mode. */
  readonly requestListener: RequestListener | null;
  readonly start: () => void;
  /** Takes nothing more and lets what runs come to its end, for a few seconds. */
  readonly stop: () => Promise<void>;
  /** How long people's presses have not reached us, in milliseconds; endless before the first time. */
  readonly downForMs: () => number;
};

/** Slack's events that we listen to. */
export const EVENTS = [
  "app_home_opened",
  "member_left_channel",
  "message.channels",
  "message.groups",
  "reaction_added",
  "reaction_removed",
] as const;

/** Slack's shortcuts that we answer. */
export const SHORTCUTS = [
  DECLARE_SHORTCUT,
  DECLARE_FROM_MESSAGE,
  SAVE_SHORTCUT,
  TASK_SHORTCUT,
] as const;

const GRACE_MS = 5000;
const TIMEOUT_MS = 8000;

/** The Slack app with all its flows; it hears nothing before it is started. */
export function createSlackApp(access: SlackAccess, desk: Desk): SlackApp {
  const { logger } = desk.engine;
  const connection = connect(access, logger);
  const app = createApp(access, desk, connection.receiver);
  refuseReplays(app, logger);
  const finished = countRunning(app);
  register(app, desk);
  return {
    requestListener: connection.requestListener,
    start: connection.start,
    stop: async () => {
      await connection.stop();
      await finished(GRACE_MS);
    },
    downForMs: connection.downForMs,
  };
}

type Connection = Pick<SlackApp, "requestListener" | "start" | "stop"> & {
  readonly receiver: Receiver;
  readonly downForMs: () => number;
};

function connect(access: SlackAccess, logger: Logger): Connection {
  switch (access.mode) {
    case "socket":
      return { requestListener: null, ...createSocketConnection(access, logger) };
    case "http":
      return {
        ...createHttpConnection(access.signingSecret, logger),
        start: () => undefined,
        stop: () => Promise.resolve(),
        downForMs: () => 0,
      };
  }
}

/** We ask Slack ourselves who we are: given a token, Bolt would ask at once and catch no refusal. */
function createApp({ botToken, apiUrl }: SlackAccess, desk: Desk, receiver: Receiver): App {
  const { botUser, botId, team } = desk.identity;
  const { logger } = desk.engine;
  const app = new App({
    receiver,
    logger: boltLogger(logger),
    authorize: () =>
      Promise.resolve({
        botToken,
        botUserId: botUser,
        teamId: team,
        ...(botId === null ? {} : { botId }),
      }),
    clientOptions: { ...tryOnce(apiUrl, TIMEOUT_MS), fetch: onlyToSlack(apiUrl, TIMEOUT_MS) },
  });
  app.error(async (error) => {
    logger.error({ err: error, code: error.code }, "a press or an event was not handled");
  });
  return app;
}

function register(app: App, desk: Desk): void {
  app.command(/.*/, (args) => onCommand(desk, args));
  for (const [id, pressed] of Object.entries(PRESSES)) {
    const button = { action_id: anyNumberOf(id), type: "block_actions" } as const;
    app.action(button, (args) => pressed(desk, args));
  }
  for (const [id, submitted] of Object.entries(SUBMISSIONS)) {
    const form = { callback_id: id, type: "view_submission" } as const;
    app.view<ViewSubmitAction>(form, (args) => onSubmission(desk, args, submitted));
  }
  app.shortcut({ callback_id: DECLARE_SHORTCUT, type: "shortcut" }, (args) => {
    return onDeclareShortcut(desk, args);
  });
  app.shortcut({ callback_id: DECLARE_FROM_MESSAGE, type: "message_action" }, (args) => {
    return onDeclareFromMessage(desk, args);
  });
  app.shortcut({ callback_id: SAVE_SHORTCUT, type: "message_action" }, (args) => {
    return onSaveShortcut(desk, args);
  });
  app.shortcut({ callback_id: TASK_SHORTCUT, type: "message_action" }, (args) => {
    return onTaskShortcut(desk, args);
  });
  app.event("reaction_added", (args) => onReaction(desk, args));
  app.event("reaction_removed", (args) => onReaction(desk, args));
  app.event("message", (args) => onMessageEvent(desk, args));
  app.event("app_home_opened", (args) => onHomeOpened(desk, args));
  app.event("member_left_channel", (args) => onMemberLeft(desk, args));
}

/** The commands' names may change while we run, so every command is looked at. */
async function onCommand(desk: Desk, args: CommandArgs): Promise<void> {
  const { incidentCommand, oncallCommand, sloCommand } = desk.engine.configuration().slack;
  if (args.command.command === incidentCommand) return await onIncidentCommand(desk, args);
  if (args.command.command === oncallCommand) return await onOncallCommand(desk, args);
  if (args.command.command === sloCommand) return await onSloCommand(desk, args);
  await args.ack();
  const typed = outside(args.command.command, 40);
  const text = `muster.yaml does not know ${typed}; the commands are \`${incidentCommand}\`, \`${oncallCommand}\` and \`${sloCommand}\`.`;
  await askerOfCommand(args).tell({ text, blocks: [] });
}

/** Counts listeners that run; the function returned waits for the last of them. */
function countRunning(app: App): (mostMs: number) => Promise<void> {
  const running = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const run = next();
    running.add(run);
    try {
      await run;
    } finally {
      running.delete(run);
    }
  });
  return async (mostMs) => {
    await Promise.race([Promise.allSettled(running), wait(mostMs, undefined, { ref: false })]);
  };
}
