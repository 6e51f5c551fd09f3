/** Between these lines stands what Muster writes; each on a line of its own, so that people and programs find them. */
export function openMarker(id: string): string {
  return `<!-- muster:${id} -->`;
}

export function closeMarker(id: string): string {
  return `<!-- /muster:${id} -->`;
}

export type Marker = { readonly kind: "open" | "close"; readonly id: string };

const MARKER = /^<!-- (\/?)muster:([a-z][a-z0-9-]*) -->[ \t]*$/;
/** What somebody may have meant as a marker. */
const ALMOST = /<!--[^>]*muster:/i;

export function markerOn(line: string): Marker | "damaged" | null {
  const [, end, id] = MARKER.exec(line) ?? [];
  if (id !== undefined) return { kind: end === "/" ? "close" : "open", id };
  return ALMOST.test(line) ? "damaged" : null;
}
