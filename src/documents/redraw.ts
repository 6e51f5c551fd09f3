import { markerOn } from "./markers.ts";

type Damage = { readonly line: number; readonly message: string };

export type Redrawing =
  | { readonly kind: "redrawn"; readonly text: string; readonly parts: readonly string[] }
  /** Nothing was touched. */
  | { readonly kind: "damaged"; readonly problems: readonly Damage[] };

type Span = {
  readonly id: string;
  /** The places, among the lines, of the two markers. */
  readonly open: number;
  readonly close: number;
};

/**
 * Draws the facts between markers anew. Every other byte stays as people wrote it; where a marker is damaged all of it
 * does, because nobody can tell what is theirs.
 */
export function redrawFacts(text: string, draw: (id: string) => string | null): Redrawing {
  const lines = text.split(/(?<=\n)/);
  const { spans, problems } = spansIn(lines);
  const drawn = spans.map((span) => ({ ...span, facts: draw(span.id) }));
  const strange = drawn
    .filter(({ facts }) => facts === null)
    .map(({ id, open }) => damage(open, `nothing is known of facts called ${id}`));
  const none =
    spans.length + problems.length > 0 ? [] : [damage(0, "there are no facts to redraw in it")];
  const all = [...problems, ...strange, ...none].toSorted((a, b) => a.line - b.line);
  if (all.length > 0) return { kind: "damaged", problems: all };
  const parts: string[] = [];
  let rest = 0;
  for (const { open, close, facts } of drawn) {
    parts.push(...lines.slice(rest, open + 1), between(facts ?? "", lines[open] ?? ""));
    rest = close;
  }
  parts.push(...lines.slice(rest));
  return { kind: "redrawn", text: parts.join(""), parts: spans.map(({ id }) => id) };
}

/** The lines end as those of the file do. */
function between(facts: string, marker: string): string {
  const end = marker.endsWith("\r\n") ? "\r\n" : "\n";
  return `\n${facts}\n\n`.replaceAll("\n", end);
}

function spansIn(lines: readonly string[]): {
  readonly spans: readonly Span[];
  readonly problems: readonly Damage[];
} {
  const spans: Span[] = [];
  const problems: Damage[] = [];
  let open: { readonly id: string; readonly at: number } | null = null;
  for (const [at, line] of lines.entries()) {
    const marker = markerOn(line.replace(/\r?\n$/, ""));
    if (marker === null) continue;
    const problem = problemWith(marker, open, spans);
    if (problem !== null) problems.push(damage(at, problem));
    if (marker === "damaged") continue;
    if (marker.kind === "open") open = { id: marker.id, at };
    else if (open !== null) {
      spans.push({ id: marker.id, open: open.at, close: at });
      open = null;
    }
  }
  if (open !== null) problems.push(damage(open.at, `muster:${open.id} is never closed`));
  return { spans, problems };
}

function problemWith(
  marker: NonNullable<ReturnType<typeof markerOn>>,
  open: { readonly id: string } | null,
  before: readonly Span[],
): string | null {
  if (marker === "damaged")
    return "this is almost a marker; write it alone on its line, or take it out";
  const { kind, id } = marker;
  if (kind === "close") {
    if (open === null) return `/muster:${id} closes what was never opened`;
    return open.id === id ? null : `/muster:${id} stands where /muster:${open.id} is expected`;
  }
  if (open !== null) return `muster:${id} begins before muster:${open.id} is closed`;
  return before.some((span) => span.id === id) ? `muster:${id} stands here a second time` : null;
}

function damage(at: number, message: string): Damage {
  return { line: at + 1, message };
}
