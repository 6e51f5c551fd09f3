import { message, section, type Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";

/** What can be typed and pressed; `problem` says first what was wrong with what was typed. */
export function renderHelp(command: string, problem?: string): Message {
  const lines = [
    `\`${command}\` shows what can be done here.`,
    `\`${command} new\` declares an incident; words after it become its title.`,
    `\`${command} ack INC-12\` takes an incident: nobody else is paged for it any more.`,
    `\`${command} escalate INC-12\` calls whom the policy names next, at once.`,
    `\`${command} resolve INC-12 rolled back\` ends it; the words say why.`,
    `\`${command} merge INC-12 into INC-7\` ends INC-12; INC-7 goes on with the alerts of both.`,
    `\`${command} list\` shows the open incidents.`,
    `\`${command} help\` shows this.`,
  ];
  const rest =
    "In an incident's own channel the number can be left out. The buttons on cards and pages do the same, and App Home shows all open incidents.";
  const first = problem === undefined ? [] : [problem];
  return message([...first, ...lines, rest].join("\n"), [
    ...first.map((text) => section(text)),
    section(...lines),
    section(rest),
  ]);
}

/** For a word that is none of ours, with the nearest one. */
export function renderUnknown(command: string, word: string, guess: string | null): Message {
  const typed = outside(word, 40).replaceAll("`", "'");
  const hint = guess === null ? "" : ` Did you mean \`${command} ${guess}\`?`;
  return renderHelp(command, `There is no \`${command} ${typed}\`.${hint}`);
}
