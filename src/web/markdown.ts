import MarkdownIt, { type StateCore, type Token } from "markdown-it";
import { escapeHtml } from "#domain/html.ts";

/** A heading of the second level, for the list of contents. */
export type Section = { readonly id: string; readonly title: string };

export type RenderedMarkdown = { readonly html: string; readonly sections: readonly Section[] };

type Heading = Section & { readonly tag: string };

/** Markdown as HTML that holds no markup of the text's own: tags in it are shown as text. */
export function renderMarkdown(text: string): RenderedMarkdown {
  const headings: Heading[] = [];
  const markdown = MarkdownIt({ html: false, linkify: true, highlight: renderCode });
  // Without a scheme nothing is an address: latency.md is a file, not a host in Moldova.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  markdown.core.ruler.push("links", guardLinks);
  markdown.core.ruler.push("tables", reachTables);
  markdown.core.ruler.push("headings", (state) => anchorHeadings(state, headings));
  const html = markdown.render(text);
  return { html, sections: headings.filter(({ tag }) => tag === "h2") };
}

/** Code scrolls sideways, so it must be reachable by keyboard. */
function renderCode(code: string, language: string): string {
  const name = /^[\w-]+$/.test(language) ? ` class="language-${language}"` : "";
  return `<pre tabindex="0"><code${name}>${escapeHtml(code)}</code></pre>`;
}

/** Where it is wider than the screen it scrolls, too. */
function reachTables({ tokens }: StateCore): void {
  for (const table of tokens.filter(({ type }) => type === "table_open")) {
    table.attrSet("tabindex", "0");
  }
}

function guardLinks({ tokens }: StateCore): void {
  const links = tokens
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === "link_open");
  for (const link of links) {
    link.attrSet("href", linkTarget(String(link.attrGet("href") ?? "")));
    link.attrSet("rel", "noopener noreferrer");
  }
}

/** Between files a link ends in .md, between pages it does not; data: is for images only. */
function linkTarget(href: string): string {
  if (/^\s*data:/i.test(href)) return "#";
  return href.replace(/^(?:\.\/)?([a-z0-9][a-z0-9_-]*)\.md(?=#|$)/, "/runbooks/$1");
}

function anchorHeadings(state: StateCore, headings: Heading[]): void {
  for (const [index, open] of state.tokens.entries()) {
    const inline = state.tokens[index + 1];
    if (open.type !== "heading_open" || inline === undefined) continue;
    const title = plainText(inline);
    const id = uniqueId(title, headings);
    open.attrSet("id", id);
    inline.children = [...(inline.children ?? []), ...anchor(state, id)];
    headings.push({ id, title, tag: open.tag });
  }
}

function anchor({ Token: NewToken }: StateCore, id: string): readonly Token[] {
  const open = new NewToken("link_open", "a", 1);
  open.attrs = [
    ["class", "anchor"],
    ["href", `#${id}`],
    ["aria-label", "Link to this section"],
  ];
  const sign = new NewToken("text", "", 0);
  sign.content = "#";
  return [open, sign, new NewToken("link_close", "a", -1)];
}

function plainText({ children }: Token): string {
  return (children ?? []).map(({ content }) => content).join("");
}

function uniqueId(title: string, taken: readonly Section[]): string {
  const base = (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["section"]).join("-");
  let id = base;
  for (let count = 2; taken.some((other) => other.id === id); count += 1) id = `${base}-${count}`;
  return id;
}
