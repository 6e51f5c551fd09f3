const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const HEADING = /^( {0,3})#{1,2}(?=[ \t]|$)/;
/** Tags and comments; what begins with a scheme is a link in brackets. */
const TAG = /<(?=[/!?a-z])(?!https?:\/\/[^\s<>]*>)/gi;
/** A line below a paragraph that would make a heading of it. */
const UNDERLINE = /^( {0,3})(=+|-+)[ \t]*$/;
const CODE = /(`+)(?!`)(.*?[^`])\1(?!`)/g;

/**
 * What people wrote, as their Markdown, so that it cannot reach beyond its section: its headings stand below those of
 * the document, its code ends with it, and tags are text.
 */
export function proseMarkdown(text: string): string {
  let fence: string | null = null;
  let above = "";
  const lines: string[] = [];
  for (const line of text.trim().split(/\r?\n/)) {
    const after: string | null = fenceAfter(line, fence);
    lines.push(fence === null && after === null ? harmless(line, above) : line);
    [fence, above] = [after, line];
  }
  return [...lines, ...(fence === null ? [] : [fence])].join("\n");
}

/** The fence that is open after the line; null when none is. */
function fenceAfter(line: string, open: string | null): string | null {
  const [, marks, info = ""] = FENCE.exec(line) ?? [];
  if (marks === undefined) return open;
  if (open !== null) return ends(marks, info, open) ? null : open;
  return marks.startsWith("`") && info.includes("`") ? null : marks;
}

function ends(marks: string, info: string, open: string): boolean {
  return marks.startsWith(open) && info.trim() === "";
}

function harmless(line: string, above: string): string {
  const below = line.replace(HEADING, "$1###");
  const flat = above.trim() === "" ? below : below.replace(UNDERLINE, "$1\\$2");
  return outsideCode(flat, (words) => words.replaceAll(TAG, "\\<"));
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
