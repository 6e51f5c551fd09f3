import MarkdownIt, { type Token } from "markdown-it";

/** A canvas in Slack takes no level below the third, which is the first below those of the document. */
const HEADING = /^( {0,3})#{1,6}(?=[ \t]|$)/;
/** A line below a paragraph that would make a heading of it. */
const UNDERLINE = /^( {0,3})(=+|-+)[ \t]*$/;
/** Tags and comments that nobody has escaped; what begins with a scheme is a link in brackets. */
const TAG = /(?<!\\)((?:\\\\)*)<(?=[/!?a-z])(?!https?:\/\/[^\s<>]*>)/gi;
/** Farther in, it is a line of the code. */
const FENCE_END = /^ {0,3}(`+|~+)[ \t]*$/;
/** Code within a line. */
const CODE = /(?<![\\`])(`+)(?!`)(.*?[^`])\1(?!`)/g;

/**
 * What people wrote, as their Markdown, so that it cannot reach beyond its section: its headings stand below those of
 * the document, its code ends with it, and tags are text.
 */
export function proseMarkdown(text: string): string {
  const lines = text.trim().split(/\r?\n/);
  const fences = MarkdownIt()
    .parse(lines.join("\n"), {})
    .filter(({ type }) => type === "fence" || type === "code_block");
  const inCode = new Set(fences.flatMap(linesOf));
  const safe: string[] = [];
  // Marks that nothing ends on their line may be ended on one below, so there no marks are known to begin code.
  let isOpen = false;
  for (const [at, line] of lines.entries()) {
    const isCode = inCode.has(at);
    safe.push(isCode ? line : harmless(line, lines[at - 1] ?? "", !isOpen));
    const isApart = isCode || line.trim() === "";
    isOpen = !isApart && (isOpen || line.replaceAll(CODE, "").includes("`"));
  }
  return [...safe, ...openFence(fences, lines)].join("\n");
}

function linesOf({ map }: Token): readonly number[] {
  const [start, end] = map ?? [0, 0];
  return Array.from({ length: end - start }, (_, at) => start + at);
}

/** What ends code that nobody ended. */
function openFence(fences: readonly Token[], lines: readonly string[]): readonly string[] {
  const last = fences.at(-1);
  // Code in a list or a quotation ends with that.
  if (last?.type !== "fence" || last.level > 0 || last.map?.[1] !== lines.length) return [];
  const [, ...inside] = lines.slice(last.map[0]);
  return isEndOf(last, inside.at(-1) ?? "") ? [] : [last.markup];
}

function isEndOf({ markup }: Token, line: string): boolean {
  const [, end = ""] = FENCE_END.exec(line) ?? [];
  return end.startsWith(markup);
}

function harmless(line: string, above: string, mayHaveCode: boolean): string {
  const below = line.replace(HEADING, "$1###");
  const flat = above.trim() === "" ? below : below.replace(UNDERLINE, "$1\\$2");
  return mayHaveCode ? outsideCode(flat, withoutTags) : withoutTags(flat);
}

function withoutTags(words: string): string {
  return words.replaceAll(TAG, "$1\\<");
}

function outsideCode(line: string, how: (words: string) => string): string {
  let done = "";
  let last = 0;
  for (const code of line.matchAll(CODE)) {
    done += how(line.slice(last, code.index)) + code[0];
    last = code.index + code[0].length;
  }
  return done + how(line.slice(last));
}
