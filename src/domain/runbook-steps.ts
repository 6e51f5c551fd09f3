/** Something that a runbook says may stop the pain: in a few words, and how it is done. */
export type RunbookStep = { readonly text: string; readonly detail: string };

const HEADING = /^(#{1,6})\s+(.*?)[\s#]*$/;
const NAMES = /^(?:stop the pain|mitigat(?:e|ion|ions|ing)|mitigation steps)\b/i;
const ITEM = /^(?:\d{1,3}[.)]|[-*+])\s+(.*)$/;
const BOLD_START = /^\*\*(.+?)\*\*(.*)$/s;
const FENCE = /^\s*(?:```|~~~)/;
const TEXT_LENGTH = 150;
const DETAIL_LENGTH = 700;
const MOST_STEPS = 20;

/**
 * What a runbook lists below a heading such as "Stop the pain" or "Mitigation", point by point. The bold words with
 * which a point begins are its name, else its first sentence is.
 */
export function mitigationSteps({ body }: { readonly body: string }): readonly RunbookStep[] {
  return pointsOf(mitigationLines(body) ?? [])
    .map(stepOf)
    .filter(({ text }) => text !== "")
    .slice(0, MOST_STEPS);
}

/** Whether a runbook has such a heading and nothing is listed below it. */
export function lacksSteps(runbook: { readonly body: string }): boolean {
  return mitigationLines(runbook.body) !== null && mitigationSteps(runbook).length === 0;
}

/** The lines below the heading, up to the next one that is not below it; null when there is no such heading. */
function mitigationLines(body: string): readonly string[] | null {
  const lines = body.split(/\r?\n/);
  const levels = headingLevels(lines);
  const begin = lines.findIndex((line, index) => {
    return levels[index] !== null && NAMES.test(HEADING.exec(line)?.[2] ?? "");
  });
  const level = levels[begin] ?? null;
  if (level === null) return null;
  const rest = levels.slice(begin + 1);
  const end = rest.findIndex((one) => one !== null && one <= level);
  return lines.slice(begin + 1, end === -1 ? undefined : begin + 1 + end);
}

/** Of each line how deep a heading it is; a comment in a block of code is none. */
function headingLevels(lines: readonly string[]): readonly (number | null)[] {
  let isCode = false;
  return lines.map((line) => {
    if (FENCE.test(line)) isCode = !isCode;
    return isCode ? null : (HEADING.exec(line)?.[1]?.length ?? null);
  });
}

/** Only what is listed at the margin is a point; what is indented below belongs to it. */
function pointsOf(lines: readonly string[]): readonly string[] {
  const points: string[] = [];
  let isInPoint = false;
  for (const line of lines) {
    const item = ITEM.exec(line)?.[1];
    if (item !== undefined) points.push(item);
    else if (isInPoint && /^\s+\S/.test(line)) points.push(`${points.pop() ?? ""}\n${line.trim()}`);
    isInPoint = item !== undefined || (isInPoint && /^(?:\s|$)/.test(line));
  }
  return points;
}

function stepOf(point: string): RunbookStep {
  const [, bold, after = ""] = BOLD_START.exec(point) ?? [];
  const [first = ""] = point.split(/(?<=[.!?])\s|\n/);
  const [name, rest] = bold === undefined ? [first, point.slice(first.length)] : [bold, after];
  const text = oneOf(name).replace(/[.,:;]+$/, "");
  return { text: cutAt(text, TEXT_LENGTH), detail: cutAt(detailOf(rest), DETAIL_LENGTH) };
}

/** What goes on in the middle of a sentence is seen to. */
function detailOf(rest: string): string {
  const words = withoutLinks(rest).replaceAll("**", "").trim();
  return /^\p{Ll}/u.test(words) ? `… ${words}` : words;
}

/** On one line, without what makes words bold or code. */
function oneOf(markdown: string): string {
  return withoutLinks(markdown).replace(/[*`]/g, "").replace(/\s+/g, " ").trim();
}

function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

function cutAt(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
