import { type MrkdwnNode, append } from "./mrkdwn-node.ts";
import type { Mark, Token } from "./mrkdwn-tokens.ts";

/** A mark that may yet turn out to be closed, and what stands behind it. */
type Opened = { readonly mark: Mark; readonly at: number; readonly nodes: MrkdwnNode[] };

type Line = {
  readonly text: string;
  readonly nodes: MrkdwnNode[];
  readonly opened: Opened[];
  /** Which of the opened is the newest of its mark; an older one will never be closed. */
  readonly newest: Map<string, number>;
};

const KINDS = { "*": "bold", _: "italic", "~": "strike" } as const;

// What may follow was seen in Slack: https://github.com/pocka/slack-message-parser/issues/34
const BEFORE = /^[\s\u200B?.,\-!^;:{([%$#+='">]?$/;
const AFTER = /^[\s\u200B~!#$%^)\-+={}[\];:'",.?/]?$/;
const BLANK = /^\s?$/;

/** Turns the marks of one line into bold, italic and strike where they pair up, else into text. */
export function pairMarks(tokens: readonly Token[], text: string): readonly MrkdwnNode[] {
  const line: Line = { text, nodes: [], opened: [], newest: new Map() };
  for (const token of tokens) {
    if (token.kind === "node") append(innermost(line), token.node);
    if (token.kind === "mark") take(line, token.mark, token.at);
  }
  giveUp(line, 0);
  return line.nodes;
}

function innermost({ opened, nodes }: Line): MrkdwnNode[] {
  return opened.at(-1)?.nodes ?? nodes;
}

function take(line: Line, mark: Mark, at: number): void {
  const depth = line.newest.get(mark);
  if (depth !== undefined && mayClose(line, depth, at)) {
    close(line, depth);
  } else if (mayOpen(line, at)) {
    line.newest.set(mark, line.opened.length);
    line.opened.push({ mark, at, nodes: [] });
  } else {
    append(innermost(line), { kind: "text", text: mark });
  }
}

function close(line: Line, depth: number): void {
  giveUp(line, depth + 1);
  const closed = line.opened.pop();
  if (closed === undefined) return;
  line.newest.delete(closed.mark);
  append(innermost(line), { kind: KINDS[closed.mark], nodes: closed.nodes });
}

/** Makes text of all marks from this depth on. */
function giveUp(line: Line, depth: number): void {
  for (const { mark, nodes } of line.opened.splice(depth)) {
    if ((line.newest.get(mark) ?? -1) >= depth) line.newest.delete(mark);
    append(innermost(line), { kind: "text", text: mark });
    for (const node of nodes) append(innermost(line), node);
  }
}

/** A mark closes behind what is neither blank nor such a mark, and before a blank or punctuation. */
function mayClose({ text, newest }: Line, depth: number, at: number): boolean {
  const last = text[at - 1] ?? "";
  if (BLANK.test(last) || last === text[at]) return false;
  let next = at + 1;
  // In *_x_* the second _ is followed by the mark that will close what is around it.
  for (let outer = depth; (newest.get(text[next] ?? "") ?? outer) < outer; next += 1) {
    outer = newest.get(text[next] ?? "") ?? outer;
  }
  return AFTER.test(text[next] ?? "");
}

/** A mark opens behind a blank or punctuation, and before what is neither blank nor such a mark. */
function mayOpen({ text, opened }: Line, at: number): boolean {
  const first = text[at + 1] ?? "";
  if (BLANK.test(first) || first === text[at]) return false;
  let last = at - 1;
  // In *_x_* the first _ stands behind a mark that was opened; with ~ there can be two of them.
  if (opened.at(-1)?.at === last) last -= 1;
  if (opened.at(-2)?.at === last) last -= 1;
  return BEFORE.test(text[last] ?? "");
}
