import { type MrkdwnNode, append } from "./mrkdwn-node.ts";
import { type Token, mrkdwnTokens } from "./mrkdwn-tokens.ts";
import { pairMarks } from "./pair-marks.ts";

/** What has a line of its own: preformatted text, or words in which marks pair up. */
type Line = {
  readonly isQuoted: boolean;
  /** Another line of the text, not only what stands before or behind preformatted text. */
  readonly isNew: boolean;
  readonly tokens: Token[];
};

/**
 * Reads a text in Slack's mrkdwn. Entities are decoded last, so that what was escaped is never markup.
 * The time taken grows with the length of the text and no faster.
 */
export function parseMrkdwn(text: string, verbatim = false): readonly MrkdwnNode[] {
  const lines = splitLines(mrkdwnTokens(text, { autolink: !verbatim, readLabel: parseLabel }));
  return runsOf(lines).flatMap(({ isQuoted, run }) => {
    const nodes = joined(run, text);
    return isQuoted ? [{ kind: "quote" as const, nodes }] : nodes;
  });
}

/** In the words of a link there are marks and emoji, and no further links. */
function parseLabel(label: string): readonly MrkdwnNode[] {
  const tokens = mrkdwnTokens(label, { autolink: false, readLabel: () => [] });
  return pairMarks(tokens, label);
}

function splitLines(tokens: readonly Token[]): readonly Line[] {
  let line: Line = { isQuoted: false, isNew: true, tokens: [] };
  const lines = [line];
  let isQuotedToTheEnd = false;
  function begin(next: Omit<Line, "tokens">): void {
    line = { ...next, tokens: [] };
    lines.push(line);
  }
  for (const token of tokens) {
    if (token.kind === "newline") {
      begin({ isQuoted: isQuotedToTheEnd, isNew: true });
    } else if (token.kind === "quote") {
      isQuotedToTheEnd ||= token.toTheEnd;
      lines.pop();
      begin({ isQuoted: true, isNew: true });
    } else if (token.kind === "pre") {
      if (line.tokens.length === 0) lines.pop();
      begin({ isQuoted: line.isQuoted, isNew: false });
      line.tokens.push(token);
      begin({ isQuoted: line.isQuoted, isNew: false });
    } else {
      line.tokens.push(token);
    }
  }
  return lines;
}

/** Neighbours that are all quoted, or none of them. */
function runsOf(lines: readonly Line[]): readonly { isQuoted: boolean; run: readonly Line[] }[] {
  const runs: { isQuoted: boolean; run: Line[] }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.isQuoted === line.isQuoted) last.run.push(line);
    else runs.push({ isQuoted: line.isQuoted, run: [line] });
  }
  return runs;
}

function joined(lines: readonly Line[], text: string): readonly MrkdwnNode[] {
  const nodes: MrkdwnNode[] = [];
  for (const [index, { isNew, tokens }] of lines.entries()) {
    // Preformatted text begins and ends a line by itself.
    if (isNew && index > 0 && nodes.at(-1)?.kind !== "pre")
      append(nodes, { kind: "text", text: "\n" });
    const [first] = tokens;
    if (first?.kind === "pre") nodes.push(first);
    else for (const node of pairMarks(tokens, text)) append(nodes, node);
  }
  return nodes;
}
