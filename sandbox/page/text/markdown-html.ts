import createMarkdown, { type MarkdownIt, type StateCore, type Token } from "markdown-it";
import { emojiOf } from "./emoji-names.ts";
import { safeLink } from "./safe-link.ts";
import { splitEmoji } from "./split-emoji.ts";

let markdown: MarkdownIt | undefined;

/** Standard Markdown as Slack's markdown block takes it. HTML in it stays text; images become links. */
export function markdownHtml(text: string): string {
  markdown ??= configured();
  return markdown.render(text);
}

function configured(): MarkdownIt {
  const made = createMarkdown({ html: false, linkify: true, breaks: true });
  made.validateLink = (address) => safeLink(address) !== null;
  made.core.ruler.push("slack", adaptAll);
  const { rules } = made.renderer;
  rules["text"] = (tokens, index) => withEmoji(tokens[index]?.content ?? "", made);
  rules["table_open"] = () =>
    '<div class="markdown-scroll" role="region" aria-label="Table" tabindex="0"><table>';
  rules["table_close"] = () => "</table></div>\n";
  return made;
}

function adaptAll({ tokens, Token: Made }: StateCore): void {
  drawTasks(tokens);
  for (const token of tokens) {
    adapt(token);
    if (token.children) token.children = imagesAsLinks(token.children, Made);
    token.children?.forEach(adapt);
  }
}

function adapt(token: Token): void {
  switch (token.type) {
    case "link_open":
      token.attrSet("class", "link");
      token.attrSet("target", "_blank");
      token.attrSet("rel", "noopener noreferrer");
      break;
    case "heading_open":
      // Slack draws each level of heading as bold words.
      token.attrs = [["class", "markdown-heading"]];
      token.tag = "p";
      break;
    case "heading_close":
      token.tag = "p";
      break;
    case "th_open":
    case "td_open":
      token.attrs = aligned(String(token.attrGet("style") ?? ""));
  }
}

/** The page's security policy takes no styles in attributes. */
function aligned(style: string): [string, string][] {
  const side = /(?:left|center|right)$/.exec(style)?.[0];
  return side === undefined ? [] : [["data-align", side]];
}

/** Nothing is fetched from elsewhere: an image is a link with its description, or only that inside a link. */
function imagesAsLinks(tokens: readonly Token[], Made: StateCore["Token"]): Token[] {
  let linkDepth = 0;
  return tokens.flatMap((token) => {
    if (token.type === "link_open") linkDepth += 1;
    if (token.type === "link_close") linkDepth -= 1;
    if (token.type !== "image") return [token];
    const words = new Made("text", "", 0);
    words.content = token.content || "image";
    if (linkDepth > 0) return [words];
    const open = new Made("link_open", "a", 1);
    open.attrSet("href", String(token.attrGet("src") ?? ""));
    return [open, words, new Made("link_close", "a", -1)];
  });
}

/** Draws the boxes of a task list: [ ] and [x] at the start of an item. */
function drawTasks(tokens: readonly Token[]): void {
  for (const [index, { type, children }] of tokens.entries()) {
    const item = tokens[index - 2];
    const words = children?.[0];
    if (type !== "inline" || item?.type !== "list_item_open" || words?.type !== "text") continue;
    const box = /^\[([ xX])\] /.exec(words.content);
    if (box === null) continue;
    item.attrSet("class", "markdown-task");
    words.content = `${box[1] === " " ? "☐" : "☑"} ${words.content.slice(box[0].length)}`;
  }
}

function withEmoji(text: string, { utils }: MarkdownIt): string {
  return splitEmoji(text)
    .map((piece) => {
      if (piece.kind === "text") return utils.escapeHtml(piece.text);
      const spoken = utils.escapeHtml(`:${piece.name}:`);
      const shown = `role="img" aria-label="${spoken}" title="${spoken}"`;
      return `<span class="emoji" ${shown}>${emojiOf(piece.name)}</span>`;
    })
    .join("");
}
