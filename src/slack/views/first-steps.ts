import type { types } from "@slack/bolt";
import MarkdownIt, { type Token } from "markdown-it";
import type { Runbook } from "#domain/runbook.ts";
import { bulletList, words } from "#slack/words/blocks.ts";
import { plainLine } from "#slack/words/mrkdwn.ts";

const MOST_POINTS = 5;
const MOST_WORDS = 400;

/** What a runbook says before its first heading, point by point, as rich text in which nothing is parsed. */
export function firstSteps({ body }: Pick<Runbook, "body">): types.RichTextBlock[] {
  const tokens = MarkdownIt({ html: false }).parse(body, {});
  const heading = tokens.findIndex(({ type }) => type === "heading_open");
  const before = heading === -1 ? tokens : tokens.slice(0, heading);
  const points = before
    .filter(({ type }) => type === "inline")
    .map(({ children }) => spans(children ?? []))
    .filter((point) => point.length > 0);
  return bulletList(points.slice(0, MOST_POINTS));
}

/** Bold and code stay what they are; a link becomes its words. */
function spans(tokens: readonly Token[]): readonly types.RichTextText[] {
  const found: types.RichTextText[] = [];
  let bold = false;
  let left = MOST_WORDS;
  for (const token of tokens) {
    if (token.type === "strong_open") bold = true;
    if (token.type === "strong_close") bold = false;
    const text = textOf(token).slice(0, left);
    if (text === "") continue;
    left -= text.length;
    found.push(
      words(text, { ...(bold ? { bold } : {}), ...(isCode(token) ? { code: true } : {}) }),
    );
  }
  return found;
}

function textOf(token: Token): string {
  if (token.type === "softbreak" || token.type === "hardbreak") return " ";
  if (token.type !== "text" && !isCode(token)) return "";
  const { content } = token;
  const line = plainLine(content, MOST_WORDS);
  if (line === "") return content === "" ? "" : " ";
  return `${/^\s/.test(content) ? " " : ""}${line}${/\s$/.test(content) ? " " : ""}`;
}

function isCode({ type }: Token): boolean {
  return type === "code_inline";
}
