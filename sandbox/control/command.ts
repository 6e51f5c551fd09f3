import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { respondTo } from "#sandbox/transport/response-answers.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { messageObject } from "#sandbox/workspace/messages.ts";
import { newResponseUrl } from "#sandbox/workspace/response-urls.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { newTrigger } from "#sandbox/workspace/triggers.ts";
import type { User } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { answerOrRefuse } from "./app-answers.ts";
import { withEscapes } from "./mentions.ts";
import { channelLabel, VERIFICATION_TOKEN } from "./payload.ts";
import { actor, placeFor } from "./people.ts";
import { refused } from "./refused.ts";

const input = z.object({
  user: z.string(),
  channel: z.string(),
  command: z.string(),
  text: z.string().default(""),
});

type Input = z.output<typeof input>;

export const commandActs: Acts = { command: act(input, runCommand) };

/** Somebody types a slash command. */
async function runCommand(world: World, { command, text, ...given }: Input): Promise<Json> {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const channel = placeFor(workspace, user, given.channel);
  if (channel.isArchived) throw refused("is_archived", "nobody can write in an archived channel");
  const known = commandCalled(workspace, command);
  const words = known.should_escape ? withEscapes(workspace, text) : text;
  const payload = commandPayload(workspace, user, channel, { command: known.command, text: words });
  const ack = await world.link.deliver({ type: "slash_commands", payload });
  const answer = answerOrRefuse(ack, (code) => `${known.command} failed with the error "${code}"`);
  if (Object.keys(answer).length === 0) return { ack: answer };
  return { ack: answer, message: shown(workspace, known.command, { user, channel, answer }) };
}

type Answered = { readonly user: User; readonly channel: Channel; readonly answer: Json };

/** The answer appears in the channel, for everybody or for the one who asked. */
function shown(workspace: Workspace, command: string, { user, channel, answer }: Answered): Json {
  const target = { userId: user.id, channelId: channel.id, messageTs: undefined };
  try {
    const message = respondTo(workspace, target, answer);
    return message === undefined ? {} : messageObject(message);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const code = "invalid_command_response";
    const text = `${command} failed with the error "${code}"`;
    throw new SlackError(text, { code, reason: error.code, ...error.details });
  }
}

function commandCalled(
  workspace: Workspace,
  name: string,
): Workspace["app"]["manifest"]["commands"][number] {
  const { commands } = workspace.app.manifest;
  const slashed = name.startsWith("/") ? name : `/${name}`;
  const known = commands.find(({ command }) => command === slashed);
  if (known !== undefined) return known;
  const names = commands.map(({ command }) => command).join(", ");
  throw refused("invalid_command", `${slashed} is not a valid command; the app has: ${names}`);
}

/** All fields are text, also over Socket Mode. */
function commandPayload(
  workspace: Workspace,
  user: User,
  channel: Channel,
  typed: { readonly command: string; readonly text: string },
): Json {
  const place = { userId: user.id, channelId: channel.id, messageTs: undefined };
  return {
    token: VERIFICATION_TOKEN,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: channelLabel(channel),
    user_id: user.id,
    user_name: user.name,
    ...typed,
    api_app_id: workspace.app.id,
    is_enterprise_install: "false",
    response_url: newResponseUrl(workspace, "commands", place),
    trigger_id: newTrigger(workspace, user.id),
  };
}
