import { channelNamed } from "#sandbox/workspace/channels.ts";
import { findUser } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";

/** In a message, @ann becomes <@U1> and #ops becomes <#C1|ops>, as Slack's own client writes them; not what is escaped. */
export function withMentions(workspace: Workspace, text: string): string {
  return replaced(workspace, text, (id) => `<@${id}>`);
}

/** In a command that asks for it, a person also carries a name: <@U1|ann>. */
export function withEscapes(workspace: Workspace, text: string): string {
  return replaced(workspace, text, (id, name) => `<@${id}|${name}>`);
}

function replaced(
  workspace: Workspace,
  text: string,
  mention: (id: string, name: string) => string,
): string {
  return text
    .replaceAll(/(?<!&lt;|[\w<])@([\w.-]+)/g, (whole, name: string) => {
      const user = findUser(workspace, name);
      return user === undefined ? whole : mention(user.id, user.name);
    })
    .replaceAll(/(?<!&lt;|[\w<&])#([\p{L}\p{N}_-]+)/gu, (whole, name: string) => {
      const channel = channelNamed(workspace, name);
      return channel?.kind === "public" ? `<#${channel.id}|${channel.name}>` : whole;
    });
}
