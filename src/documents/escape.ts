import { safeUrl } from "#domain/link.ts";
import { oneLine } from "#domain/text.ts";

/** Whatever means something anywhere in Markdown: CommonMark, tables, and what GitHub adds. */
const MARKS = /[\\`*_{}[\]<>#|~!$&^]/gu;
/** What means something at the beginning of a line only. */
const BULLET = /^([-+=])/u;
const NUMBER = /^(\d{1,9})([.)])(?=\s|$)/u;
/** What programs turn into a link by themselves. */
const SCHEME = /:(?=\/\/)/gu;
const HOST = /\b(www)\./giu;
const ADDRESS = /@/gu;

/** Text that somebody else wrote, as one line that shows just these characters, wherever in Markdown it stands. */
export function escaped(text: string, most = 2000): string {
  return oneLine(text, most)
    .replaceAll(MARKS, "\\$&")
    .replace(BULLET, "\\$1")
    .replace(NUMBER, "$1\\$2")
    .replaceAll(SCHEME, "\\:")
    .replaceAll(HOST, "$1\\.")
    .replaceAll(ADDRESS, "\\@");
}

/** A link that was meant, under words that cannot be another one; the words alone where the address is none of the web's. */
export function linked(words: string, url: string | null): string {
  const target = url === null ? null : webAddress(url);
  return target === null ? escaped(words) : `[${escaped(words)}](${target})`;
}

/** A path from the document to a file beside it. */
export function filePath(path: string): string {
  return encodeURI(path).replaceAll(/[()*_]/gu, hex);
}

/** The address as it may stand in parentheses, also within a table. */
function webAddress(url: string): string | null {
  const safe = safeUrl(url)?.replaceAll(/[\\`*_[\]()]/gu, hex) ?? null;
  return safe?.replaceAll(/&(?=[#\w]+;)/gu, "&amp;") ?? null;
}

function hex(sign: string): string {
  return `%${sign.codePointAt(0)?.toString(16).toUpperCase() ?? ""}`;
}
