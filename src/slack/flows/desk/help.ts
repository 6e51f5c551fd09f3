import { message, section, type Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { Usage } from "./usage.ts";

/** Ways to use a command that belong together. */
export type HelpPart = { readonly heading: string | null; readonly usage: readonly Usage[] };

/** What can be typed after a command; `problem` says first what was wrong with what was typed. */
export function renderHelp(
  command: string,
  parts: readonly HelpPart[],
  { problem, rest }: { readonly problem?: string; readonly rest?: string } = {},
): Message {
  const texts = [
    ...(problem === undefined ? [] : [problem]),
    ...parts.filter(({ usage }) => usage.length > 0).map((part) => partWords(command, part)),
    ...(rest === undefined ? [] : [rest]),
  ];
  return message(
    texts.join("\n"),
    texts.map((text) => section(text)),
  );
}

/** For a word that is none of the command's, with the nearest one. */
export function unknownWords(
  command: string,
  { word, guess }: { readonly word: string; readonly guess: string | null },
): string {
  const typed = outside(word, 40).replaceAll("`", "'");
  const hint = guess === null ? "" : ` Did you mean \`${command} ${guess}\`?`;
  return `There is no \`${command} ${typed}\`.${hint}`;
}

function partWords(command: string, { heading, usage }: HelpPart): string {
  const lines = usage.map(({ typed, says }) => `\`${`${command} ${typed}`.trim()}\` ${says}`);
  return [...(heading === null ? [] : [`*${heading}*`]), ...lines].join("\n");
}
