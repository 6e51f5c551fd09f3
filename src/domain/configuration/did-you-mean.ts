/** How many letters may differ for a guess to be worth making. */
const MAX_DISTANCE = 2;
const MAX_LENGTH = 64;

/** The one known name that a mistyped one is closest to, or null when none is close or several are. */
export function closestName(mistyped: string, known: Iterable<string>): string | null {
  if (mistyped.length > MAX_LENGTH) return null;
  const wanted = mistyped.toLowerCase();
  const [best, next] = [...known]
    .map((name) => ({ name, distance: distanceBetween(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.min(MAX_DISTANCE, name.length / 2))
    .toSorted((a, b) => a.distance - b.distance);
  return best === undefined || best.distance === next?.distance ? null : best.name;
}

/** Levenshtein's distance, row by row; two swapped letters count as two. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
