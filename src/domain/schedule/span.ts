/** A stretch of time, half-open: the start belongs to it, the end does not. Milliseconds since 1970. */
export type Span = { readonly start: number; readonly end: number };

/** What both have in common, or null. */
export function overlap(one: Span, other: Span): Span | null {
  const start = Math.max(one.start, other.start);
  const end = Math.min(one.end, other.end);
  return start < end ? { start, end } : null;
}

/** The parts of the span that are in one of the others, which are in order and apart as union gives them. */
export function common(span: Span, others: readonly Span[]): readonly Span[] {
  const parts: Span[] = [];
  for (let index = firstEndingAfter(others, span.start); index < others.length; index += 1) {
    const other = others[index];
    const part = other === undefined ? null : overlap(span, other);
    if (part === null) break;
    parts.push(part);
  }
  return parts;
}

/** The index of the first span that ends after the instant, by halving. */
export function firstEndingAfter(spans: readonly Span[], instant: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.end ?? Number.POSITIVE_INFINITY) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The same time in as few stretches as possible, in order. */
export function union(spans: readonly Span[]): readonly Span[] {
  const ordered = spans.toSorted((one, other) => one.start - other.start);
  const merged: Span[] = [];
  for (const span of ordered) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push(span);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged;
}

/** What is left of the whole where none of the parts is; the parts in order and without overlap, as union gives them. */
export function subtract(whole: Span, parts: readonly Span[]): readonly Span[] {
  const left: Span[] = [];
  let { start } = whole;
  for (const part of parts) {
    const gap = overlap(whole, { start, end: part.start });
    if (gap !== null) left.push(gap);
    start = Math.max(start, part.end);
  }
  const rest = overlap(whole, { start, end: whole.end });
  return rest === null ? left : [...left, rest];
}

/** The whole in pieces that begin and end wherever one of the parts does, in order. */
export function piecesOf(whole: Span, parts: readonly Span[]): readonly Span[] {
  const edges = parts.flatMap(({ start, end }) => [start, end]);
  const inside = edges.filter((edge) => edge > whole.start && edge < whole.end);
  const cuts = [...new Set([whole.start, ...inside])].toSorted((one, other) => one - other);
  return cuts.map((start, index) => ({ start, end: cuts[index + 1] ?? whole.end }));
}

/** Pieces that follow each other without a gap and say the same become one. */
export function joined<Piece extends Span>(
  pieces: readonly Piece[],
  isSame: (one: Piece, other: Piece) => boolean,
): readonly Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last?.end !== piece.start || !isSame(last, piece)) whole.push(piece);
    else whole[whole.length - 1] = { ...last, end: piece.end };
  }
  return whole;
}
