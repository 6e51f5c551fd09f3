import type { Command } from "#sandbox/live/wire.ts";

/** What somebody means by what they typed. */
export type Written =
  | { readonly kind: "nothing" }
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "command"; readonly command: string; readonly text: string }
  | { readonly kind: "refused"; readonly words: string };

/** A text that begins with a slash is a command, or a mistake; Slack says so in these words. */
export function writtenAs(typed: string, commands: readonly Command[], isThread: boolean): Written {
  const text = typed.trim();
  if (text === "") return { kind: "nothing" };
  if (!text.startsWith("/")) return { kind: "message", text };
  const [command = ""] = text.split(/\s/, 1);
  if (!commands.some((known) => known.command === command)) {
    return { kind: "refused", words: `${command} is not a valid command.` };
  }
  if (isThread) {
    return { kind: "refused", words: `${command} is not supported in threads. Sorry!` };
  }
  return { kind: "command", command, text: text.slice(command.length).trim() };
}
